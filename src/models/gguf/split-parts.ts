import { basename, dirname, join } from 'node:path'

/** Name of a part of a split model, as llama.cpp writes and looks for it. */
const partName = /^(?<stem>.*)-(?<part>\d{5})-of-(?<parts>\d{5})\.gguf$/

/** The place of a file among the parts of a split model, by its name alone. */
export interface SplitPlace {
  /** Number of this part, 1 for the first. */
  readonly part: number
  /** Paths of all parts, in order. */
  readonly files: readonly string[]
}

/** The place of a part of a split model; null for a file whose name is none of a part. */
export function splitPlace(path: string): SplitPlace | null {
  const { stem, part, parts } = partName.exec(basename(path))?.groups ?? {}
  const count = Number(parts)
  if (stem === undefined || count < 1) return null
  const files = Array.from({ length: count }, (_, index) =>
    join(dirname(path), `${stem}-${String(index + 1).padStart(5, '0')}-of-${parts}.gguf`),
  )
  return { part: Number(part), files }
}

/** Files of the model that a path names: all parts of a split one, else the path alone. */
export function filesOfModel(path: string): readonly string[] {
  return splitPlace(path)?.files ?? [path]
}
