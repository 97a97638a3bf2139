import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { assertRegular } from '../regular-file.ts'
import { invalidWorkload } from './invalid-workload.ts'
import type { Prompt } from './prompt.ts'

/**
 * Prompts from a file with one JSON object a line; blank lines are skipped.
 * @param path relative to the project's root, or absolute
 * @param promptOf the prompt of a line's object, or the name of the field it lacks
 * @throws LlmBenchError `invalid-workload` naming the file and the line
 */
export function readJsonLines(
  path: string,
  root: string,
  promptOf: (line: Record<string, unknown>) => Prompt | string,
): Prompt[] {
  const file = resolve(root, path)
  return read(file)
    .split(/\r?\n/)
    .flatMap((text, index) => {
      if (text.trim() === '') return []
      const prompt = promptOf(parse(text, file, index + 1))
      if (typeof prompt !== 'string') return [prompt]
      throw invalidWorkload(`${file}:${index + 1}: the line has no field ${prompt}`)
    })
}

function read(file: string): string {
  try {
    assertRegular(file)
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw invalidWorkload(
      `prompts file "${file}" cannot be read (${code}): give a path relative to the project's root`,
      error,
    )
  }
}

function parse(text: string, file: string, line: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // The error is thrown below, with the place.
  }
  throw invalidWorkload(`${file}:${line}: not a JSON object: give one a line`)
}
