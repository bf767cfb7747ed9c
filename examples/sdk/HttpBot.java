// A bot over HTTP in Java 11 and later, without packages: POST of a JSON request, the answer's body is the reply.
//
//   java examples/sdk/HttpBot.java 8080 &
//   shopreplay run -d mine.csv -b mine=http://127.0.0.1:8080/
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class HttpBot {
    // Enough for one text of the request; take your JSON library for the rest. A reply may leave the id out over HTTP.
    private static final Pattern UTTERANCE = Pattern.compile("\"utterance\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    /** Put your bot here: what it gives is a reply in JSON. */
    static String answer(String utterance) {
        if (utterance.contains("包邮"))
            return "{\"text\":\"满99元包邮\",\"intents\":[{\"name\":\"shipping.fee\",\"confidence\":0.9}]}";
        return "{\"text\":\"抱歉，这个我不太清楚\",\"intents\":[]}";
    }

    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher field = UTTERANCE.matcher(request);
            byte[] reply = answer(field.find() ? field.group(1) : "").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
        System.err.println("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
