/** Optional layers over stored replies, asked of models outside the harness: a judge, and embeddings. */
