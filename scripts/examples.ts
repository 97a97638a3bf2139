import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'
import { exampleProblems } from './examples/example-problems.ts'
import { install } from './examples/installation.ts'
import { readmeCommands } from './examples/readme-commands.ts'
import { copyExample, type Outcome, runExample, textIn, typeProblems } from './examples/run-example.ts'
import { brokenLinks } from './markdown-links.ts'
import { packInto } from './pack.ts'

/**
 * Runs every folder of `examples/` as a user would: against the packed package, which is installed once for all, and
 * by the commands of its README, with a mock server in the place of a service. Names behind it choose some.
 */
type Manifest = Parameters<typeof exampleProblems>[1]

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const wanted = process.argv.slice(2)
const names = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && (wanted.length === 0 || wanted.includes(entry.name)))
  .map((entry) => entry.name)
const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-examples-'))
const mock = await spawnMockServer({ ttft: 20, interToken: 2, tokens: 40, models: ['small-model'], software: 'vllm' })
const states: Outcome['state'][] = []
try {
  install(packInto(folder, { asBuilt: true }).tarball, folder)
  for (const name of names) {
    const outcome = await outcomeOf(name)
    states.push(outcome.state)
    if (outcome.state === 'failed') process.stderr.write(`${outcome.output}\n`)
    process.stdout.write(`${name}: ${outcome.state}: ${outcome.words}\n`)
  }
} finally {
  await mock.close()
  rmSync(folder, { recursive: true, force: true })
}
const problems = linkProblems()
for (const problem of problems) process.stderr.write(`${problem}\n`)
const count = (state: Outcome['state']): number => states.filter((other) => other === state).length
process.stdout.write(`examples: ${count('ran')} ran, ${count('skipped')} skipped, ${count('failed')} failed\n`)
process.exitCode = count('failed') > 0 || problems.length > 0 || states.length === 0 ? 1 : 0

/** A second try, said: what runs beside may disturb what is timed. */
async function outcomeOf(name: string): Promise<Outcome> {
  const first = await attempt(name)
  if (first.state !== 'failed') return first
  process.stdout.write(`${name}: ${first.words}; once more\n`)
  return await attempt(name)
}

async function attempt(name: string): Promise<Outcome> {
  const place = join(folder, name)
  rmSync(place, { recursive: true, force: true })
  copyExample(join('examples', name), place)
  const readme = textIn(place, 'README.md')
  const files = { readme, manifest: textIn(place, 'package.json'), tsconfig: textIn(place, 'tsconfig.json') }
  const wrong = exampleProblems(files, manifest)
  const types = wrong.length > 0 ? '' : await typeProblems(place)
  if (wrong.length > 0 || types !== '') return { state: 'failed', words: [...wrong, types].join('; '), output: types }
  return await runExample(place, readmeCommands(readme ?? '', mock.url))
}

/** Links of the examples' pages, among themselves and to the documents. */
function linkProblems(): string[] {
  const paths = ['docs', 'examples', 'schema'].flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: 'utf8' }).map((path) => join(top, path).replaceAll('\\', '/')),
  )
  const pages = [...paths.filter((path) => path.endsWith('.md')), 'README.md', 'CONTRIBUTING.md']
  const texts = new Map(pages.map((path) => [path, readFileSync(path, 'utf8')]))
  return brokenLinks(texts, new Set([...paths, ...pages, 'LICENSE'])).filter((line) => line.startsWith('examples/'))
}
