/** The embedder that a configuration names; only that one is loaded. */
import type { EmbeddingsConfig } from '../schema/index.js';
import type { Embedder, EmbedderContext } from './embedder.js';

/** @throws HarnessError E_FILE_MISSING, E_EMBEDDING, E_CONFIG, E_JUDGE_CACHE */
export async function openEmbedder(config: EmbeddingsConfig, context: EmbedderContext): Promise<Embedder> {
  if (config.static !== undefined)
    return (await import('./static-embedder.js')).openStaticEmbedder(config.static, context.baseDir);
  if (config.onnx !== undefined)
    return (await import('./onnx-embedder.js')).openOnnxEmbedder(config.onnx, config.pooling ?? 'mean', context.baseDir);
  return (await import('./endpoint-embedder.js')).openEndpointEmbedder(config, context);
}
