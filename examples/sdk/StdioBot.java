// A bot over stdio in Java 11 and later, without packages: one JSON request a line in, one JSON reply a line out.
//
//   shopreplay run -d mine.csv -b "mine=stdio:java examples/sdk/StdioBot.java"
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class StdioBot {
    // Enough for two texts of the request; take your JSON library for the history.
    private static final Pattern FIELD = Pattern.compile("\"(id|utterance)\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    /** Put your bot here: what it gives is JSON, the fields of a reply but the id. */
    static String answer(String utterance) {
        if (utterance.contains("包邮"))
            return "\"text\":\"满99元包邮\",\"intents\":[{\"name\":\"shipping.fee\",\"confidence\":0.9}]";
        return "\"text\":\"抱歉，这个我不太清楚\",\"intents\":[]";
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null; ) {
            String id = "";
            String utterance = "";
            Matcher field = FIELD.matcher(line);
            // The first of each: the keys stand before the history, whose texts are called otherwise.
            while (field.find() && (id.isEmpty() || utterance.isEmpty())) {
                if (field.group(1).equals("id")) id = field.group(2);
                else utterance = field.group(2);
            }
            // No println: a line of the protocol ends with \n, on Windows too.
            out.print("{\"id\":\"" + id + "\"," + answer(utterance) + "}\n");
            out.flush();
        }
    }
}
