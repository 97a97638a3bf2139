import { readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Path of a program in the folders that `LLM_BENCH_PEERS` lists, in their `bin`, or in that of a folder below them
 * (an environment for each tool), else on PATH. Null where it is nowhere.
 */
export function findProgram(program: string, environment: Environment = process.env): string | null {
  const named = foldersIn(environment['LLM_BENCH_PEERS']).flatMap((folder) => [folder].concat(binsOf(folder)))
  const places = [...named, ...foldersIn(environment['PATH'])]
  return places.map((folder) => join(folder, program)).find(isProgram) ?? null
}

function foldersIn(list: string | undefined): string[] {
  return (list ?? '').split(delimiter).filter((folder) => folder !== '')
}

function binsOf(folder: string): string[] {
  const below =
    statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder).toSorted() : []
  return ['.', ...below].map((name) => join(folder, name, 'bin'))
}

function isProgram(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  return found !== undefined && found.isFile() && (found.mode & 0o111) !== 0
}
