import { isObject } from '../../src/json.ts'

interface Manifest {
  readonly version: string
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** The files of an example that are looked at, with their texts; null for one that is missing. */
export interface ExampleFiles {
  readonly readme: string | null
  readonly manifest: string | null
  readonly tsconfig: string | null
}

const fewestLines = 10
const mostLines = 25

/**
 * What an example lacks, or says otherwise than this package does.
 *
 * @param files of the example
 * @param ours package.json of this package
 */
export function exampleProblems(files: ExampleFiles, ours: Manifest): string[] {
  const { readme, manifest, tsconfig } = files
  return [
    ...(readme === null ? ['has no README.md'] : lengthProblems(readme)),
    ...(manifest === null ? ['has no package.json'] : packageProblems(manifest, ours)),
    ...(tsconfig === null ? ['has no tsconfig.json'] : []),
  ]
}

function lengthProblems(readme: string): string[] {
  const lines = readme.trimEnd().split('\n').length
  if (lines >= fewestLines && lines <= mostLines) return []
  return [`README.md has ${lines} lines: ${fewestLines} to ${mostLines} are meant`]
}

/** Every package that it asks for is asked for as this one does: an example of another version would not be tried. */
function packageProblems(manifest: string, ours: Manifest): string[] {
  const parsed: unknown = JSON.parse(manifest)
  const asked = isObject(parsed) && isObject(parsed['devDependencies']) ? parsed['devDependencies'] : {}
  const own = `^${ours.version}`
  const known: Readonly<Record<string, string>> = {
    ...ours.devDependencies,
    ...ours.peerDependencies,
    'vitest-llm-bench': own,
  }
  const lacking = asked['vitest-llm-bench'] === undefined ? [`package.json lacks vitest-llm-bench: "${own}"`] : []
  const other = Object.entries(asked).flatMap(([name, range]) =>
    known[name] === range ? [] : [`package.json asks for ${name} ${String(range)}: ${known[name] ?? 'no'} is meant`],
  )
  return [...lacking, ...other]
}
