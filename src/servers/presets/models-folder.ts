import { createHash } from 'node:crypto'
import { linkSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Files of a model, the first one first. */
export type FilesByName = Readonly<Record<string, readonly string[]>>

/**
 * Puts models into a folder as llama-server's router wants them, by links: a file of the model's name, or a folder
 * with its parts. Equal models have the same folder.
 * @param parent folder for such folders
 */
export function modelsFolder(models: FilesByName, parent: string): string {
  const key = createHash('sha256')
    .update(JSON.stringify(Object.entries(models).map(keyed)))
    .digest('hex')
  const folder = join(parent, key.slice(0, 16))
  mkdirSync(folder, { recursive: true })
  for (const [name, files] of Object.entries(models)) {
    const [only = '', ...more] = files
    if (more.length === 0) {
      link(only, join(folder, `${name}.gguf`))
      continue
    }
    mkdirSync(join(folder, name), { recursive: true })
    for (const file of files) link(file, join(folder, name, basename(file)))
  }
  return folder
}

/**
 * The first file of each model of a folder, by the name that llama-server's router gives it: that of the file, or of
 * the folder that has its parts.
 */
export function modelsIn(folder: string): readonly (readonly [name: string, path: string])[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry)
    if (entry.endsWith('.gguf')) return [[basename(entry, '.gguf'), path]] as const
    const parts = entriesOf(path).filter((name) => name.endsWith('.gguf') && !/mmproj/i.test(name))
    const first = parts.find((name) => name.includes('-00001-of-')) ?? parts.at(-1)
    return first === undefined ? [] : ([[entry, join(path, first)]] as const)
  })
}

/** Names in a folder, in their order; none of what is no folder. */
function entriesOf(path: string): string[] {
  try {
    return readdirSync(path).toSorted()
  } catch {
    return []
  }
}

/** A file that was written anew means another folder, and with it another server. */
function keyed([name, files]: readonly [string, readonly string[]]): unknown {
  return [name, files.map((file) => [file, statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0])]
}

/** Links a file, unless another process has. Where symbolic links need a privilege, another name of the file does. */
function link(file: string, place: string): void {
  for (const make of [symlinkSync, linkSync]) {
    try {
      make(file, place)
      return
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EEXIST') return
      if (code !== 'EPERM' || make === linkSync) throw error
    }
  }
}
