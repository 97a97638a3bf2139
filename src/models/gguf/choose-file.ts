import { basename } from 'node:path'
import { splitPlace } from './split-parts.ts'

/** Quantizations that are taken where none was named, the better one first: the choice of llama.cpp and the hub. */
const usual = ['Q4_K_M', 'Q8_0'] as const

/** Files beside a model that are no model by themselves: projectors, matrices of importance, drafts. */
const beside = /mmproj|imatrix|^(?:mtp|eagle3|dflash|dspark)-/i

/** How the file of a model is chosen from the list of a repository. */
export interface Choice {
  /** The quantization that was named; null for the usual one. */
  readonly quantization: string | null
  /** Whether a list that lacks the usual quantization may say what there is instead. */
  readonly orAny: boolean
}

/**
 * The file of a model in a list of paths: of a split one the first part, where all of them are in the list. Null
 * where there is none.
 */
export function chooseFile(paths: readonly string[], { quantization, orAny }: Choice): string | null {
  const models = paths.filter((path) => isModel(path) && isWhole(path, paths)).toSorted(shorterFirst)
  if (quantization !== null) return models.find((path) => isOf(path, quantization)) ?? null
  for (const name of orAny ? usual : usual.slice(0, 1)) {
    const found = models.find((path) => isOf(path, name))
    if (found !== undefined) return found
  }
  return (orAny ? models[0] : null) ?? null
}

/** Names of the quantizations that the files of a repository say, for the error that one is not among them. */
export function quantizationsIn(paths: readonly string[]): string[] {
  const found = paths.filter(isModel).flatMap((path) => nameInPath.exec(path)?.groups?.['name'] ?? [])
  return [...new Set(found.map((name) => name.toUpperCase()))].toSorted()
}

const nameInPath = /(?:^|[-._/])(?<name>(?:UD-)?(?:I?Q\d\w*|T?BF16|F16|F32|MXFP4\w*))(?=[-.])/i

function isModel(path: string): boolean {
  return /\.gguf$/i.test(path) && !beside.test(basename(path))
}

/** Whether it is the first part of a split model of which all are there, or no part. */
function isWhole(path: string, paths: readonly string[]): boolean {
  const place = splitPlace(path)
  return place === null || (place.part === 1 && place.files.every((file) => paths.includes(file.replaceAll('\\', '/'))))
}

function isOf(path: string, quantization: string): boolean {
  const name = quantization.toLowerCase().replaceAll(/[^\w-]/g, String.raw`\$&`)
  return new RegExp(`(?:^|[-._/])${name}(?=[-./])`).test(path.toLowerCase())
}

/** `model-Q4_K_M.gguf` before `model-UD-Q4_K_M.gguf` and before a folder of another one. */
function shorterFirst(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : 1)
}
