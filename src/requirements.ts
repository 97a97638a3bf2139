import { inOneLine, LlmBenchError } from './errors.ts'

/** Lowest versions that this package works with: major and minor. */
const lowest = { node: [22, 12], vitest: [5, 1] } as const

/**
 * Refuses a Node that lacks what is called later: it would be told as a function that does not exist.
 *
 * @param version as `process.versions.node` has it
 * @throws LlmBenchError `unsupported-version`
 */
export function requireNode(version: string = process.versions.node): void {
  if (isAtLeast(version, lowest.node)) return
  refuse(`Node 22.12 or later is needed, this is v${version}: install a newer one from https://nodejs.org`)
}

/**
 * Refuses a Vitest whose `bench` is another one: it would measure nothing and pass.
 *
 * @param version as Vitest tells it
 * @throws LlmBenchError `unsupported-version`
 */
export function requireVitest(version: string): void {
  if (isAtLeast(version, lowest.vitest)) return
  refuse(`Vitest 5.1 or later is needed, this is ${version}: npm install --save-dev vitest@latest`)
}

function isAtLeast(version: string, [lowestMajor, lowestMinor]: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  return major > lowestMajor || (major === lowestMajor && minor >= lowestMinor)
}

function refuse(sentence: string): never {
  return inOneLine(() => {
    throw new LlmBenchError('unsupported-version', sentence)
  })
}
