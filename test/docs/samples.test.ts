import { execa } from 'execa'
import { expect, test } from 'vitest'
import { makeProject } from '../support/project.ts'
import { allBlocks } from './blocks.ts'
import {
  type EndedSample,
  importedInVitest,
  importSamples,
  longestMs,
  runSamples,
  writeSamples,
} from './run-samples.ts'
import { sampleFile } from './sample-files.ts'
import { startServices } from './services.ts'
import { givenFiles, writeModels } from './stand-ins.ts'
import { unsettled } from './unsettled.ts'

const samples = allBlocks()
  .filter(({ language }) => language === 'ts')
  .map(sampleFile)

/** The compiler options of README, and the strict ones that a user may have. */
const compilerOptions = {
  module: 'nodenext',
  target: 'es2024',
  types: ['node'],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
}

/** Lines of a file are those of its page: what is said of the one can be opened in the other. */
function asPages(text: string): string {
  return text.replaceAll(/\b(docs\/[\w-]+|README)\/[\w.-]+\.ts(?=[(:])/g, '$1.md')
}

test('the compiler has nothing to say of any sample', async () => {
  await using project = makeProject({ ...givenFiles, 'tsconfig.json': JSON.stringify({ compilerOptions }) })
  project.write(Object.fromEntries(samples.map(({ path, text }) => [path, text])))
  const { stdout, exitCode } = await execa(
    'node',
    ['node_modules/typescript/bin/tsc', '-p', '.', '--pretty', 'false'],
    {
      cwd: project.folder,
      reject: false,
    },
  )
  expect(asPages(stdout)).toBe('')
  expect(exitCode).toBe(0)
})

test('the list of samples that need more is short, and of samples that there are', () => {
  const names = Object.keys(unsettled)
  const known = new Set(
    samples.flatMap(({ block: { page }, text }) =>
      [...text.matchAll(/\btest\('([^']+)'/g)].map(([, title]) => `${page.slice(0, -3)} > ${title}`),
    ),
  )
  expect(names.filter((name) => !known.has(name))).toEqual([])
  expect(names.length).toBeLessThanOrEqual(9)
})

test('each sample comes to its end, or to a claim', { timeout: longestMs }, async () => {
  await using services = await startServices()
  await using project = makeProject(givenFiles)
  await writeModels(project)
  writeSamples(project, samples, services.origin)
  const skipped = Object.keys(unsettled).filter((name) => unsettled[name]?.says === null)
  const titles = skipped.map((name) => name.split(' > ')[1] ?? name)
  const run = samples.filter(({ text }) => !titles.some((title) => text.includes(title)))
  const ended = await runSamples(project, run, services.origin)
  expect(asPages(ended.filter(isWrong).map(wordsOf).join('\n\n'))).toBe('')
  expect(ended.length).toBeGreaterThanOrEqual(run.filter(({ kind }) => kind === 'tests' || kind === 'fragment').length)
  const inVitest = new Set(importedInVitest(samples))
  const others = samples.filter((each) => ['configuration', 'module'].includes(each.kind) && !inVitest.has(each))
  expect(asPages(await importSamples(project, others))).toBe('')
})

function isWrong({ name, error }: EndedSample): boolean {
  if (error === null) return false
  // Of four requests to a stand-in a claim may say what it likes, as long as it can be made.
  const isClaim = /^(?:Assertion)?Error: expected .+: (?:fail|inconclusive)$/m.test(error)
  return !isClaim && unsettled[name]?.says?.test(error) !== true
}

function wordsOf({ name, error }: EndedSample): string {
  return `${name}: ${error ?? ''}`
}
