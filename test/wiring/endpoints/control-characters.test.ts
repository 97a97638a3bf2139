import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

/** Characters that a terminal obeys, or that turn the direction of a text; line feeds and tabs are our own. */
const obeyed = /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\u200B\u202A-\u202E\u2066-\u2069]/u
const longestLine = 4000

test('terminal sequences and endless names of a server reach neither the terminal nor a file of the report', async () => {
  await using server = await spawnMockServer({
    ttft: 2,
    interToken: 1,
    tokens: 4,
    faults: [
      { kind: 'long-names', every: 2 },
      { kind: 'control-characters', share: 1 },
    ],
  })
  const api = `endpoint(${JSON.stringify(server.url)})`
  await using project = makeProject({
    'odd.bench.ts': [
      imports,
      testOf(
        'answers',
        `expect(await bench('answers', { requests: 6 }, ${api}.chat('Why?')).run()).toHaveP95Below(1e-9)`,
      ),
      testOf(
        'reason',
        `const validate = ({ text, toolCalls }) => 'no: ' + text + JSON.stringify(toolCalls)
         await bench('reason', { requests: 3, warmup: 0 }, ${api}.chat('Why?', { validate })).run()`,
      ),
      testOf(
        'thrown',
        `await bench('thrown', ${api}.chat('Why?', { validate: ({ text }) => { throw new Error(text) } })).run()`,
      ),
      testOf(
        'named',
        `await bench('b' + String.fromCharCode(27, 93) + '52;c;aGk=', ${api}.chat('Why?', { validate: () => 'no' })).run()`,
      ),
      `test('log', async ({ server }) => {
         const say = String.raw\`process.stderr.write("error: \\u001b]52;c;aGk=\\u0007\\u009b31m\\u202e no\\n"); process.exit(3)\`
         await server.command({ command: process.execPath, args: ['-e', say, '{port}'] })
       })`,
    ].join('\n'),
  })
  const env = { GITHUB_STEP_SUMMARY: join(project.folder, 'summary.md') }
  const { output } = await runVitest(project, ['bench', '--run'], env)
  expect(output).toContain('5 failed')
  expect(output).toContain('error: no')
  const folder = join(project.folder, 'llm-bench-report')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('-server-'))
    .map((entry) => join(entry.parentPath, entry.name))
  const texts = [...files, env.GITHUB_STEP_SUMMARY].map((path) => [path, readFileSync(path, 'utf8')] as const)
  expect(texts.length).toBeGreaterThan(8)
  for (const [where, text] of [['the terminal', output], ...texts] as const) {
    const lines = text.split('\n')
    expect(
      lines.filter((line) => obeyed.test(line)).map((line) => JSON.stringify(line.slice(0, 200))),
      where,
    ).toEqual([])
    // The journal has the answers whole.
    if (!where.endsWith('.jsonl'))
      expect(Math.max(...lines.map(({ length }) => length)), where).toBeLessThan(longestLine)
  }
  const [run] = project.report().runs
  expect(run?.answeredBy.map(({ requests }) => requests)).toEqual([3, 3])
})
