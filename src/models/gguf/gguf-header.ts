import { type FileHandle, open, stat } from 'node:fs/promises'
import { LlmBenchError } from '../../errors.ts'
import { formatCount } from '../../figures.ts'
import { irregularKind } from '../../regular-file.ts'
import { errorCode } from '../error-code.ts'
import { fileTypeName } from './file-types.ts'
import { describeForeignFile } from './foreign-file.ts'
import { elementCount } from './ggml-types.ts'
import { GGUF_MAGIC, SYNTHETIC_KEY } from './gguf-format.ts'
import { GgufCursor } from './gguf-cursor.ts'
import { commonestType, type GgufContents, readContents } from './gguf-contents.ts'
import type { ModelReads } from '../reads/model-reads.ts'
import { readWeights } from '../reads/read-weights.ts'
import { type WeightsMemory, weightsMemory } from '../memory/weights-memory.ts'
import { splitPlace } from './split-parts.ts'

/** Facts about a model from the headers of its GGUF files, and their size: all parts of a split one together. */
export interface GgufHeader {
  /** Architecture as llama.cpp names it: `llama`, `gpt2`, `qwen2` and so on. */
  readonly architecture: string
  /** The model's own name; null where the file gives none. */
  readonly name: string | null
  /** The number in `general.file_type`; null where the file gives none. */
  readonly fileType: number | null
  /** Quantization such as `Q4_K_M`; where the file does not say, the type most bytes are stored in. */
  readonly quantization: string
  /** Number of the values of all tensors. */
  readonly parameters: number
  readonly layers: number
  /** Longest context the model was trained for, in tokens. */
  readonly contextLength: number
  readonly embeddingLength: number
  /** Tokens in the vocabulary; 0 where the file does not say. */
  readonly vocabularySize: number
  /** True for random weights written by this package. */
  readonly synthetic: boolean
  /** Jinja template of its chats; null where the file has none. */
  readonly chatTemplate: string | null
  /** Another one for chats with tools, where the file has it. */
  readonly toolTemplate: string | null
  /** Number of its kind of pooling in llama.cpp: 0 or null for a model that generates text. */
  readonly pooling: number | null
  /** False where a token may look at those after it, as in an encoder. */
  readonly causal: boolean
  /** Weights and caches that its tokens read; null where that cannot be told. */
  readonly reads: ModelReads | null
  /** Sizes by which the memory that it takes is told. */
  readonly weights: WeightsMemory
  /** Paths of the files it is in, in order: one, or the parts of a split model. */
  readonly files: readonly string[]
  /** Size of the files as found, in bytes. */
  readonly fileBytes: number
  /** Size the files must have at least, in bytes: the end of the last tensor of each. */
  readonly tensorDataEnd: number
}

/**
 * Reads the header of a GGUF file (version 2 or 3), and those of the other parts of a split model; tensor
 * data and the tokenizer's arrays are not read.
 *
 * @throws {LlmBenchError} `model-not-found` for a missing file; `model-invalid` for a directory,
 *   another kind of file, an unsupported version, a GGUF that is no language model, one that is
 *   cut short, or a split one that lacks a part.
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
  const first = await readPart(path)
  const count = first.values.get('split.count')
  const split = typeof count === 'number' && count > 1
  return headerOf(split ? [first, ...(await otherParts(path, count))] : [first])
}

/** One file of a model. */
interface Part extends GgufContents {
  readonly path: string
  readonly fileBytes: number
}

async function otherParts(path: string, count: number): Promise<Part[]> {
  const place = splitPlace(path)
  if (place?.files.length !== count)
    throw invalid(
      path,
      `is a part of a model in ${count} files, whose names must end in ` +
        `-00001-of-${String(count).padStart(5, '0')}.gguf and so on; give them the names they were published with`,
    )
  const [first = path, ...others] = place.files
  if (place.part !== 1) throw invalid(path, `is part ${place.part} of ${count}; give the first: "${first}"`)
  const parts: Part[] = []
  for (const other of others) {
    const part = await readPart(other).catch((error: unknown) => {
      if (!(error instanceof LlmBenchError) || error.code !== 'model-not-found') throw error
      throw invalid(path, `is the first of ${count} parts and "${other}" is missing; put all parts into one folder`)
    })
    parts.push(part)
  }
  return parts
}

async function readPart(path: string): Promise<Part> {
  const fileBytes = await sizeOf(path)
  const file = await opened(path)
  try {
    const first = Buffer.alloc(Math.min(64, fileBytes))
    await file.read(first, 0, first.length, 0)
    if (first.length < 4 || first.readUInt32LE() !== GGUF_MAGIC)
      throw invalid(path, `is not a GGUF model but ${describeForeignFile(first)}`)
    const cursor = new GgufCursor(file.fd, fileBytes, path)
    cursor.skip(4)
    assertVersion(cursor.uint32(), path)
    return { ...readContents(cursor), path, fileBytes }
  } finally {
    await file.close()
  }
}

function headerOf(parts: readonly [Part, ...Part[]]): GgufHeader {
  const { path, values, arrayLengths } = parts[0]
  const architecture = values.get('general.architecture')
  if (typeof architecture !== 'string')
    throw invalid(path, 'names no architecture; give the first part of a split model, or a file of a language model')
  const needed = (key: string): number => {
    const value = values.get(`${architecture}.${key}`)
    if (typeof value === 'number') return value
    throw invalid(
      path,
      `is a GGUF of kind "${architecture}" but not a language model (no ${architecture}.${key}); ` +
        'give the path of the model itself',
    )
  }
  const layers = needed('block_count')
  const contextLength = needed('context_length')
  const embeddingLength = needed('embedding_length')
  for (const part of parts) assertWhole(part)
  const sum = (sizeOfPart: (part: Part) => number): number => parts.reduce((total, part) => total + sizeOfPart(part), 0)
  const textAt = (key: string): string | null => {
    const value = values.get(key)
    return typeof value === 'string' ? value : null
  }
  const pooling = values.get(`${architecture}.pooling_type`)
  const fileType = values.get('general.file_type')
  const vocabularySize = arrayLengths.get('tokenizer.ggml.tokens') ?? values.get(`${architecture}.vocab_size`)
  return {
    architecture,
    name: textAt('general.name'),
    fileType: typeof fileType === 'number' ? fileType : null,
    quantization: (typeof fileType === 'number' ? fileTypeName(fileType) : null) ?? commonestType(parts),
    parameters: sum(({ tensors }) => tensors.reduce((total, { dimensions }) => total + elementCount(dimensions), 0)),
    layers,
    contextLength,
    embeddingLength,
    vocabularySize: typeof vocabularySize === 'number' ? vocabularySize : 0,
    synthetic: values.get(SYNTHETIC_KEY) === true,
    chatTemplate: textAt('tokenizer.chat_template'),
    toolTemplate: textAt('tokenizer.chat_template.tool_use'),
    pooling: typeof pooling === 'number' ? pooling : null,
    causal: values.get(`${architecture}.attention.causal`) !== false,
    reads: readWeights(architecture, layers, parts),
    weights: weightsMemory(architecture, layers, parts),
    files: parts.map((part) => part.path),
    fileBytes: sum(({ fileBytes }) => fileBytes),
    tensorDataEnd: sum(({ tensorDataEnd }) => tensorDataEnd),
  }
}

function assertWhole({ path, fileBytes, tensorDataEnd }: Part): void {
  if (fileBytes >= tensorDataEnd) return
  throw invalid(
    path,
    `is cut short: ${formatCount(tensorDataEnd)} bytes expected, ${formatCount(fileBytes)} found; ` +
      'download or copy it again',
  )
}

function assertVersion(version: number, path: string): void {
  if (version === 2 || version === 3) return
  const isBigEndian = version % 65_536 === 0 && version > 0
  throw invalid(
    path,
    isBigEndian
      ? 'is a big-endian GGUF; choose the little-endian file of the same model'
      : `has GGUF version ${version}, versions 2 and 3 are supported; ` +
          'choose a newer file of the same model or update vitest-llm-bench',
  )
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  const kind = irregularKind(found)
  if (kind !== null) throw invalid(path, `is ${kind}; give the path of a .gguf file`)
  if (found.isDirectory()) throw invalid(path, 'is a directory; give the path of a .gguf file in it')
  return found.size
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, cause: unknown): LlmBenchError {
  const code = errorCode(cause) ?? 'unknown error'
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new LlmBenchError(
      'model-not-found',
      `no model file "${path}"; check the path, or use hf:<user>/<repository> or synthetic:<shape>`,
      { cause },
    )
  return new LlmBenchError('model-invalid', `model file "${path}" cannot be read (${code}); check its permissions`, {
    cause,
  })
}

function invalid(path: string, what: string): LlmBenchError {
  return new LlmBenchError('model-invalid', `model file "${path}" ${what}`)
}
