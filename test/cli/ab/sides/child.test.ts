import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { runChild } from '../../../../src/cli/ab/sides/child.ts'

const cwd = tmpdir()

test('the last lines of a program are kept in one, without terminal sequences and secrets', async () => {
  process.env['SOME_API_KEY'] = 'sk-abcdef0123456789'
  const program = `console.log('one\\n\\u001b[31mtwo\\u001b[0m'); console.error('key ' + process.env.SOME_API_KEY); process.exitCode = 4`
  const ended = await runChild({ program: process.execPath, args: ['--eval', program], cwd })
  delete process.env['SOME_API_KEY']
  expect(ended).toMatchObject({ exitCode: 4, output: '', isMissing: false })
  expect(ended.lastWords).toContain('key <secret>')
  expect(ended.lastWords).toContain('two')
})

test('what a package manager always ends with is left out, and a password in an address hidden', async () => {
  const lines = [
    'fatal: clone of https://me:hunter2@example.com/x.git failed',
    'npm error Missing script: "x"',
    'npm error To see a list of scripts, run:',
    'npm error   npm run',
    'npm error A complete log of this run can be found in: /home/me/.npm/_logs/x.log',
    'error Command failed with exit code 3.',
    'info Visit https://yarnpkg.com/en/docs/cli/run for documentation about this command.',
  ]
  const program = `console.error(${JSON.stringify(lines.join('\n'))})`
  const ended = await runChild({ program: process.execPath, args: ['--eval', program], cwd })
  expect(ended.lastWords).toBe(
    'fatal: clone of https://<secret>@example.com/x.git failed | npm error Missing script: "x"',
  )
})

test('of a program of Node that crashed its error is kept, not its stack', async () => {
  const ended = await runChild({ program: process.execPath, args: ['--eval', `import('no-such-package')`], cwd })
  expect(ended.exitCode).toBe(1)
  expect(ended.lastWords).toMatch(/^.*Cannot find package 'no-such-package' imported from [^|]*$/u)
})

test('a program that is not there is said to be missing', async () => {
  const ended = await runChild({ program: 'no-such-program-at-all', args: [], cwd })
  expect(ended).toMatchObject({ exitCode: null, isMissing: true })
})

test('variables that git sets for its hooks do not reach it', async () => {
  process.env['GIT_DIR'] = '/nowhere'
  const program = `process.stdout.write(String(process.env.GIT_DIR))`
  const { output } = await runChild({ program: process.execPath, args: ['--eval', program], cwd, keepOutput: true })
  delete process.env['GIT_DIR']
  expect(output).toBe('undefined')
})

test('a wish to stop ends it, one that came before as well', async () => {
  const stop = new AbortController()
  const program = `process.on('SIGINT', () => process.exit(7)); console.log('up'); setInterval(() => {}, 1000)`
  const running = runChild({ program: process.execPath, args: ['--eval', program], cwd, stop: stop.signal })
  setTimeout(() => stop.abort(), 2000)
  expect((await running).exitCode).toBe(7)
  const never = await runChild({
    program: process.execPath,
    args: ['--eval', 'setInterval(() => {}, 1000)'],
    cwd,
    stop: stop.signal,
  })
  expect(never.exitCode).toBeNull()
})
