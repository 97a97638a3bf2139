import { LlmBenchError } from '../../errors.ts'
import { knownNames } from '../../nearest-name.ts'

/** Names of the models whose exact dimensions are known, and of tiny ones for tests. */
export type ShapeName =
  | 'micro'
  | 'micro-gpt2'
  | 'micro-bert'
  | 'micro-bert-rank'
  | 'minilm-l6'
  | 'smollm2-135m'
  | 'tinyllama-1.1b'
  | 'llama-3.2-1b'
  | 'llama-3.1-8b'
  | 'qwen2.5-7b'
  | 'gemma-3-1b'
  | 'olmoe-1b-7b'
  | 'gpt2'
  | 'gpt2-xl'

/** Dimensions every transformer here has. */
interface CommonShape {
  readonly layers: number
  /** Width of the residual stream, in values. */
  readonly embedding: number
  readonly heads: number
  /** Width of the hidden layer of the feed-forward part, in values. */
  readonly feedForward: number
  /** Tokens in the vocabulary. */
  readonly vocabulary: number
  /** Longest context the model was trained for, in tokens. */
  readonly context: number
}

/** A model of the llama architecture: RMS norm, rotary positions, gated feed-forward. */
export interface LlamaShape extends CommonShape {
  readonly architecture: 'llama'
  readonly keyValueHeads: number
  /** True where the output matrix is the token embedding matrix, stored once. */
  readonly tiedEmbeddings: boolean
  readonly ropeBase: number
}

/** A model of the Qwen 2 architecture: as llama, with biases of queries, keys and values. */
export interface Qwen2Shape extends CommonShape {
  readonly architecture: 'qwen2'
  readonly keyValueHeads: number
  readonly ropeBase: number
}

/** A model of the GPT-2 architecture: layer norm, learned positions, biases, tied embeddings. */
export interface Gpt2Shape extends CommonShape {
  readonly architecture: 'gpt2'
}

/**
 * A model of the Gemma 3 architecture: norms around each part and of queries and keys, heads of their own width, tied
 * embeddings, and layers that look back no further than a window.
 */
export interface Gemma3Shape extends CommonShape {
  readonly architecture: 'gemma3'
  readonly keyValueHeads: number
  /** Values of a head's query, key and value. */
  readonly headWidth: number
  /** Tokens that a layer with a window looks back at; every sixth has none. */
  readonly window: number
  readonly ropeBase: number
}

/** A model of the OLMoE architecture: a router chooses a few of many experts for each token; queries have norms. */
export interface OlmoeShape extends CommonShape {
  readonly architecture: 'olmoe'
  readonly keyValueHeads: number
  readonly experts: number
  /** Experts that a token goes through. */
  readonly usedExperts: number
  readonly ropeBase: number
}

/**
 * A model of the BERT architecture: an encoder with learned positions, which generates no text. It makes the mean of
 * all tokens a vector, or ranks by a classifier of the first.
 */
export interface BertShape extends CommonShape {
  readonly architecture: 'bert'
  readonly pooling: 'mean' | 'rank'
}

/** Dimensions of a model, discriminated on its architecture. */
export type ModelShape = LlamaShape | Qwen2Shape | Gpt2Shape | Gemma3Shape | OlmoeShape | BertShape

const gemma31b: Gemma3Shape = {
  architecture: 'gemma3',
  layers: 26,
  embedding: 1152,
  heads: 4,
  keyValueHeads: 1,
  headWidth: 256,
  feedForward: 6912,
  vocabulary: 262_144,
  context: 32_768,
  window: 512,
  ropeBase: 1_000_000,
}

const olmoe1b7b: OlmoeShape = {
  architecture: 'olmoe',
  layers: 16,
  embedding: 2048,
  heads: 16,
  keyValueHeads: 16,
  feedForward: 1024,
  vocabulary: 50_304,
  context: 4096,
  experts: 64,
  usedExperts: 8,
  ropeBase: 10_000,
}

const qwen257b: Qwen2Shape = {
  architecture: 'qwen2',
  layers: 28,
  embedding: 3584,
  heads: 28,
  keyValueHeads: 4,
  feedForward: 18_944,
  vocabulary: 152_064,
  context: 32_768,
  ropeBase: 1_000_000,
}

/** Dimensions by name, from the config.json each model was published with. */
export const shapes: Readonly<Record<ShapeName, ModelShape>> = {
  micro: llama(2, 256, 4, 2, 512, 512, 2048, true, 10_000),
  'micro-gpt2': gpt2(2, 256, 4, 512, 512),
  'micro-bert': bert(2, 256, 4, 512, 512, 'mean'),
  'micro-bert-rank': bert(2, 256, 4, 512, 512, 'rank'),
  'minilm-l6': bert(6, 384, 12, 1536, 30_522, 'mean'),
  'smollm2-135m': llama(30, 576, 9, 3, 1536, 49_152, 8192, true, 100_000),
  'tinyllama-1.1b': llama(22, 2048, 32, 4, 5632, 32_000, 2048, false, 10_000),
  'llama-3.2-1b': llama(16, 2048, 32, 8, 8192, 128_256, 131_072, true, 500_000),
  'llama-3.1-8b': llama(32, 4096, 32, 8, 14_336, 128_256, 131_072, false, 500_000),
  'qwen2.5-7b': qwen257b,
  'gemma-3-1b': gemma31b,
  'olmoe-1b-7b': olmoe1b7b,
  gpt2: gpt2(12, 768, 12, 3072, 50_257),
  'gpt2-xl': gpt2(48, 1600, 25, 6400, 50_257),
}

/**
 * The shape name `text` stands for, in any case.
 *
 * @throws {LlmBenchError} `model-unknown-shape`, listing the known shapes and the nearest one.
 */
export function parseShapeName(text: string): ShapeName {
  const wanted = text.toLowerCase()
  if (isShapeName(wanted)) return wanted
  throw new LlmBenchError(
    'model-unknown-shape',
    `unknown synthetic shape "${text}"${knownNames(wanted, Object.keys(shapes))}`,
  )
}

function isShapeName(text: string): text is ShapeName {
  return Object.hasOwn(shapes, text)
}

function llama(
  layers: number,
  embedding: number,
  heads: number,
  keyValueHeads: number,
  feedForward: number,
  vocabulary: number,
  context: number,
  tiedEmbeddings: boolean,
  ropeBase: number,
): LlamaShape {
  return {
    architecture: 'llama',
    layers,
    embedding,
    heads,
    keyValueHeads,
    feedForward,
    vocabulary,
    context,
    tiedEmbeddings,
    ropeBase,
  }
}

function gpt2(layers: number, embedding: number, heads: number, feedForward: number, vocabulary: number): Gpt2Shape {
  return { architecture: 'gpt2', layers, embedding, heads, feedForward, vocabulary, context: 1024 }
}

function bert(
  layers: number,
  embedding: number,
  heads: number,
  feedForward: number,
  vocabulary: number,
  pooling: BertShape['pooling'],
): BertShape {
  return { architecture: 'bert', layers, embedding, heads, feedForward, vocabulary, context: 512, pooling }
}
