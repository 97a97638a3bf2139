import { readFileSync } from 'node:fs'

/** A prompt and a good answer to it. */
export interface Text {
  readonly input: string
  readonly output: string
}

/** Texts of a file: each prompt on a line that begins with `@@`, its answer below. */
export function readTexts(use: 'tuning' | 'held-out', type: string): Text[] {
  const file = readFileSync(new URL(`${use}/${type.replace('_', '-')}.txt`, import.meta.url), 'utf8')
  return file
    .split(/^@@ /mu)
    .slice(1)
    .map((text) => {
      const end = text.indexOf('\n')
      return { input: text.slice(0, end), output: text.slice(end + 1).trim() }
    })
}
