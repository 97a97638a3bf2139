import { expect, test } from 'vitest'
import { makeStandInProject, type StandInProject } from '../stand-in.ts'

/** A script that makes what is measured of the sources of its checkout, as a build makes dist. */
const make = `
import { readFileSync, writeFileSync } from 'node:fs'
const answer = Number(readFileSync('source.txt', 'utf8'))
if (Number.isNaN(answer)) {
  console.error('source.txt is no number')
  process.exitCode = 3
} else writeFileSync('measured.json', JSON.stringify({ medians: { answer } }))
`

/** A repository whose benches need a build, which git ignores. */
async function makeBuilt(source: string): Promise<StandInProject> {
  const project = await makeStandInProject({ medians: { answer: 1 } })
  await project.git('rm', '--quiet', 'measured.json')
  await project.commit({
    '.gitignore': 'node_modules\nmeasured.json\n',
    'package.json': JSON.stringify({ type: 'module', scripts: { 'make:it': 'node make.mjs' } }),
    'make.mjs': make,
    'source.txt': source,
  })
  return project
}

test('--build builds both sides, each of its own sources', async () => {
  await using project = await makeBuilt('40')
  project.write({ 'source.txt': '30' })
  const { code, out, error } = await project.llmBench('ab', 'main', '--launches', '2', '--build', 'make:it')
  expect({ code, error }).toMatchObject({ code: 0 })
  expect(error).toMatch(/building main: make:it\n.*building the working tree: make:it\n/u)
  expect(out).toContain('answer: the working tree is 1.33 times faster than main')
  expect(project.exists('measured.json')).toBe(false)
})

test('a build that fails makes its revision unusable, in one line: 2 for a gate, 125 or 129 in a bisection', async () => {
  await using project = await makeBuilt('40')
  project.write({ 'source.txt': 'forty' })
  const ab = async (...words: string[]): Promise<[number | undefined, string | undefined]> => {
    const { code, error } = await project.llmBench('ab', '--launches', '2', ...words)
    return [code, error.split('\n').at(-1)]
  }
  const line = expect.stringMatching(
    /^npm run make:it failed for the working tree \(exit code 3\): .*source\.txt is no number: mend it .* --build, or .* --with$/u,
  ) as string
  expect(await ab('main', '--build', 'make:it')).toEqual([2, line])
  expect(await ab('main', '--build', 'make:it', '--bisect')).toEqual([125, line])
  await project.git('commit', '--quiet', '--all', '--message', 'Words')
  const first = expect.stringMatching(/^llm-bench: npm run make:it failed for main \(exit code 3\): /u) as string
  expect(await ab('main', '--build', 'make:it')).toEqual([2, first])
  expect(await ab('main', '--build', 'make:it', '--bisect')).toEqual([129, first])
  const missing = expect.stringMatching(/^llm-bench: npm run nowhere failed for main .*[Mm]issing script/u) as string
  expect(await ab('main', '--build', 'nowhere')).toEqual([2, missing])
  expect(project.calls()).toEqual([])
})
