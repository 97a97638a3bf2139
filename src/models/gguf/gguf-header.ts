import { type FileHandle, open, stat } from 'node:fs/promises'
import { LlmBenchError } from '../../errors.ts'
import { formatCount } from '../../figures.ts'
import { errorCode } from '../error-code.ts'
import { fileTypeName } from './file-types.ts'
import { describeForeignFile } from './foreign-file.ts'
import { elementCount } from './ggml-types.ts'
import { GGUF_MAGIC, SYNTHETIC_KEY } from './gguf-format.ts'
import { GgufCursor } from './gguf-cursor.ts'
import { type GgufContents, readContents } from './gguf-contents.ts'

/** Facts about a model from the header of its GGUF file, and the size of the file. */
export interface GgufHeader {
  /** Architecture as llama.cpp names it: `llama`, `gpt2`, `qwen2` and so on. */
  readonly architecture: string
  /** The model's own name; null where the file gives none. */
  readonly name: string | null
  /** The number in `general.file_type`; null where the file gives none. */
  readonly fileType: number | null
  /** Quantization such as `Q4_K_M`; where the file does not say, the type most bytes are stored in. */
  readonly quantization: string
  /** Number of the values of all tensors of this file. */
  readonly parameters: number
  readonly layers: number
  /** Longest context the model was trained for, in tokens. */
  readonly contextLength: number
  readonly embeddingLength: number
  /** Tokens in the vocabulary; 0 where the file does not say. */
  readonly vocabularySize: number
  /** True for random weights written by this package. */
  readonly synthetic: boolean
  /** Files the model is split into; 1 for a model in one file. */
  readonly parts: number
  /** Size of the file as found, in bytes. */
  readonly fileBytes: number
  /** Size the file must have at least, in bytes: the end of its last tensor. */
  readonly tensorDataEnd: number
}

/**
 * Reads the header of a GGUF file (version 2 or 3); tensor data and the tokenizer's arrays are not
 * read.
 *
 * @throws {LlmBenchError} `model-not-found` for a missing file; `model-invalid` for a directory,
 *   another kind of file, an unsupported version, a GGUF that is no language model, or one that is
 *   cut short.
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
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
    return headerOf(readContents(cursor), fileBytes, path)
  } finally {
    await file.close()
  }
}

function headerOf(contents: GgufContents, fileBytes: number, path: string): GgufHeader {
  const { values, arrayLengths, tensors, tensorDataEnd } = contents
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
  if (fileBytes < tensorDataEnd)
    throw invalid(
      path,
      `is cut short: ${formatCount(tensorDataEnd)} bytes expected, ${formatCount(fileBytes)} found; ` +
        'download or copy it again',
    )
  const name = values.get('general.name')
  const fileType = values.get('general.file_type')
  const vocabularySize = arrayLengths.get('tokenizer.ggml.tokens') ?? values.get(`${architecture}.vocab_size`)
  const parts = values.get('split.count')
  return {
    architecture,
    name: typeof name === 'string' ? name : null,
    fileType: typeof fileType === 'number' ? fileType : null,
    quantization: (typeof fileType === 'number' ? fileTypeName(fileType) : null) ?? contents.commonestType,
    parameters: tensors.reduce((sum, { dimensions }) => sum + elementCount(dimensions), 0),
    layers,
    contextLength,
    embeddingLength,
    vocabularySize: typeof vocabularySize === 'number' ? vocabularySize : 0,
    synthetic: values.get(SYNTHETIC_KEY) === true,
    parts: typeof parts === 'number' && parts > 1 ? parts : 1,
    fileBytes,
    tensorDataEnd,
  }
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
  try {
    const found = await stat(path)
    if (!found.isDirectory()) return found.size
  } catch (error) {
    throw unreadable(path, error)
  }
  throw invalid(path, 'is a directory; give the path of a .gguf file in it')
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
