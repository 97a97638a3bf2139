import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import type { SelfcheckResult } from '../../../src/selfcheck/selfcheck.ts'

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

async function selfcheck(
  ...given: readonly string[]
): Promise<{ code: number | undefined; out: string; error: string }> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['--no-warnings', main, 'selfcheck', ...given], {
    reject: false,
  })
  return { code: exitCode, out: stdout, error: stderr }
}

test('it says what it does, and prints a table and one conclusion', async () => {
  const { code, out, error } = await selfcheck('--streams', '2,1', '--seconds', '0.2', '--rate', '50')
  expect(error.split('\n')).toEqual(['1 stream, 0.2 s', '2 streams, 0.2 s', '50 requests/s, 0.2 s'])
  const lines = out.split('\n')
  expect(lines[0]).toContain('mock server: 50 ms to the first token, 10 ms between tokens, 100 tokens')
  expect(lines[3]).toMatch(
    /^streams +requests +chunks\/s +of programmed +TTFT against server +against 50\.0 ms +one way +gaps +CPU +lag p99 /u,
  )
  expect(lines[4]).toMatch(/^1 +1 +\d+ .* too few$/u)
  expect(lines[5]).toMatch(/^2 +\d+ +\d+ .* too few$/u)
  expect(out).toMatch(/^Poisson, 50\/s +\d+ /mu)
  expect(out).toMatch(/^against server: .*published figures/mu)
  expect(lines.at(-1)).toMatch(
    /^too few requests to judge by: 1 with 1 stream, \d with 2 streams, at least 20 are needed: leave --seconds out, or give 22; /u,
  )
  expect(code).toBe(0)
})

test('--json prints the figures with their definitions, and nothing else', async () => {
  const { code, out } = await selfcheck('--streams', '1', '--seconds', '0.2', '--rate', '0', '--json')
  const result = JSON.parse(out) as SelfcheckResult
  expect(code).toBe(0)
  expect(result).toMatchObject({
    open: null,
    contradictions: [],
    streams: [{ streams: 1, seconds: 0.2, failed: 0, miscounted: 0 }],
  })
  expect(Object.keys(result.definitions)).toEqual(Object.keys(result.streams[0]?.errors ?? {}))
})

test('Ctrl-C ends it with one line', async () => {
  const subprocess = execa(
    process.execPath,
    ['--no-warnings', main, 'selfcheck', '--streams', '1', '--seconds', '60'],
    { reject: false, timeout: 60_000 },
  )
  subprocess.stderr.once('data', () => subprocess.kill('SIGINT'))
  const { exitCode, stdout, stderr } = await subprocess
  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' })
  expect(stderr).toMatch(/^1 stream, 60 s\nllm-bench: the .* aborted.*$/u)
})

test('wrong usage is one line and exits 2', async () => {
  const cases: readonly [readonly string[], string][] = [
    [
      ['--stream', '1'],
      'llm-bench selfcheck --stream: there is no option "--stream"; did you mean "--streams"? there are --streams',
    ],
    [
      ['--frobnicate'],
      'llm-bench selfcheck --frobnicate: there is no option "--frobnicate"; there are --streams, --rate, --seconds, --json, --help',
    ],
    [
      ['--streams', '1,x'],
      'llm-bench selfcheck --streams: "1,x" is not allowed here; give whole numbers from 1 to 1024, such as 1,10,100',
    ],
    [['--streams', '0'], 'llm-bench selfcheck --streams: "0" is not allowed here'],
    [['--seconds', '0'], 'llm-bench selfcheck --seconds: "0" is not allowed here; give seconds above 0, at most 600'],
    [
      ['--rate=-1'],
      'llm-bench selfcheck --rate: "-1" is not allowed here; give requests per second from 0 (none) to 1000',
    ],
    [['--seconds'], 'llm-bench selfcheck --seconds: nothing is not allowed here; give a value'],
    [['10'], 'llm-bench selfcheck: "10" is not allowed here; give streams as --streams 1,10,100'],
    [['--json=5'], 'llm-bench selfcheck --json: "5" is not allowed here; give it without a value'],
  ]
  const ended = await Promise.all(cases.map(async ([given]) => await selfcheck(...given)))
  for (const [place, { code, out, error }] of ended.entries()) {
    expect(error).toContain(cases[place]?.[1])
    expect(error.split('\n')).toHaveLength(1)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  }
})

test('--help exits 0', async () => {
  expect(await selfcheck('--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('llm-bench selfcheck [--streams 1,10,100,500]'),
  })
})
