import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { certificate } from '../../support/certificate.ts'

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

interface RunningMock extends AsyncDisposable {
  readonly url: string
  readonly printed: string
  /** Sends a signal; what it ended with. */
  end(signal: NodeJS.Signals): Promise<{ code: number | undefined; error: string }>
}

/** `llm-bench mock`, once it has printed its two lines. */
async function mock(...given: readonly string[]): Promise<RunningMock> {
  const subprocess = execa(process.execPath, ['--no-warnings', main, 'mock', ...given], {
    reject: false,
    stdin: 'ignore',
    timeout: 60_000,
  })
  let printed = ''
  await new Promise<void>((resolve) => {
    subprocess.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.split('\n').length > 2) resolve()
    })
    void subprocess.then(() => resolve())
  })
  return {
    url: /https?:\/\/\S+\/v1/u.exec(printed)?.[0] ?? '',
    printed,
    async end(signal) {
      subprocess.kill(signal)
      const { exitCode, stderr } = await subprocess
      return { code: exitCode, error: stderr }
    },
    async [Symbol.asyncDispose]() {
      subprocess.kill('SIGKILL')
      await subprocess
    },
  }
}

test.for(['SIGINT', 'SIGTERM'] as const)(
  'it serves as asked until %s, prints how to try it, and frees its port',
  async (signal) => {
    await using running = await mock(
      '--ttft',
      '1',
      '--inter-token',
      '1',
      '--tokens',
      '4',
      '--models',
      'a,b',
      '--no-done',
    )
    const { url, printed } = running
    expect(printed).toContain(`mock server on ${url}: 1 ms to the first token, 1 ms between tokens; Ctrl-C ends it`)
    expect(printed).toMatch(/^try: curl -sN http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions -H 'content-type/mu)
    const models = (await (await fetch(`${url}/models`)).json()) as { data: { id: string }[] }
    expect(models.data.map(({ id }) => id)).toEqual(['a', 'b'])
    const body = JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Why?' }] })
    const answer = await (
      await fetch(`${url}/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    ).text()
    expect(answer.match(/"content":"[^"]/gu)).toHaveLength(4)
    expect(answer).not.toContain('[DONE]')
    expect(await running.end(signal)).toEqual({ code: 0, error: '' })
    expect(await isListening(Number(new URL(url).port))).toBe(false)
  },
)

test('a key is asked for, and printed nowhere', async () => {
  await using running = await mock('--api-key', 'sk-very-secret')
  expect((await fetch(`${running.url}/models`)).status).toBe(401)
  expect((await fetch(`${running.url}/models`, { headers: { authorization: 'Bearer sk-very-secret' } })).status).toBe(
    200,
  )
  expect(running.printed).not.toContain('secret')
  expect(running.printed).toContain('$API_KEY')
})

test('https with a certificate from two files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-mock-test-'))
  try {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    writeFileSync(cert, certificate.cert)
    writeFileSync(key, certificate.key)
    await using running = await mock('--tls-cert', cert, '--tls-key', key)
    expect(running.url).toMatch(/^https:/u)
    expect(running.printed).toContain('curl -sNk https:')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('wrong usage is one line and exits 2', async () => {
  const cases: readonly [readonly string[], string][] = [
    [
      ['--interToken', '3'],
      'llm-bench mock --interToken: there is no option "--interToken"; did you mean "--inter-token"? there are --host',
    ],
    [['--ttft', 'soon'], 'llm-bench mock --ttft: "soon" is not allowed here; give a number'],
    [['--slots', '0'], 'llm-bench mock --slots: 0 is not allowed here; give a whole number from 1 to 1000000'],
    [['--tokens-per-chunk', '0'], 'llm-bench mock --tokens-per-chunk: 0 is not allowed here'],
    [['--line-end', 'cr'], 'llm-bench mock --line-end: "cr" is not allowed here; give lf or crlf'],
    [['--faults', '[{'], 'llm-bench mock --faults: "[{" is not allowed here; give JSON such as'],
    [
      ['--faults', '[{"kind":"stall","retryAfter":-1}]'],
      'llm-bench mock --faults[0].retryAfter: -1 is not allowed here; give a number of at least 0 or a text for the header, without line breaks',
    ],
    [['--api-key='], 'llm-bench mock --api-key: what was given is not allowed here; give a text that is not empty'],
    [
      ['--tls-cert', 'x.pem'],
      'llm-bench mock --tls-cert: one file is not allowed here; give both --tls-cert and --tls-key',
    ],
    [
      ['--tls-cert', '/none.pem', '--tls-key', '/none.pem'],
      'llm-bench mock --tls-cert: "/none.pem", which cannot be read (ENOENT), is not allowed here; give a PEM file',
    ],
    [['--gzip=3'], 'llm-bench mock --gzip: "3" is not allowed here; give it without a value'],
    [['8080'], 'llm-bench mock: "8080" is not allowed here; give options, which are written as --ttft 50'],
  ]
  const ended = await Promise.all(
    cases.map(
      async ([given]) =>
        await execa(process.execPath, ['--no-warnings', main, 'mock', ...given], { reject: false, timeout: 60_000 }),
    ),
  )
  for (const [place, { exitCode, stdout, stderr }] of ended.entries()) {
    expect(stderr).toContain(cases[place]?.[1])
    expect(stderr.split('\n')).toHaveLength(1)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  }
})

async function isListening(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
