import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { command } from '../../../src/servers/presets/command.ts'
import { freePort } from '../../../src/servers/life/free-port.ts'
import { llamaServer } from '../../../src/servers/presets/llama-server.ts'
import { withKey } from '../../../src/servers/server-spec.ts'
import { areGone, fake, fakeServer, isAlive, Started } from '../started.ts'

describe('a start', () => {
  test('waits for good health, tells what it waits for, and keeps the log', async () => {
    await using started = new Started()
    const told: string[] = []
    const server = await started.start(fake(['--load-ms', '1200', '--say', 'hello from the server']), {
      onProgress: (text) => told.push(text),
    })
    expect(server.startupMs).toBeGreaterThanOrEqual(1200)
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/v1`)
    expect(told[0]).toBe('fake: starting, 0 s')
    expect(told).toContain('fake: loading model, 1 s')
    expect(started.logged).toContain(`pid ${server.pid}\nhello from the server`)
    const health = await fetch(new URL('/health', server.url))
    expect(health.status).toBe(200)
  })

  test('that ends at once gives the exit code, the telling line and the log', async () => {
    await using started = new Started()
    const starting = started.start(fake(['--say', 'reading', '--crash', 'error: the weights are broken']))
    await expect(starting).rejects.toMatchObject({
      code: 'server-failed',
      message: `fake ended with code 3 before it was ready; its log says: error: the weights are broken (${started.log})`,
    })
  })

  test('masks keys in what it quotes of the log', async () => {
    await using started = new Started()
    const spec = fake(['--crash', 'error: key swordfish-1 and variable swordfish-2 refused'], {
      env: { MY_API_KEY: 'swordfish-2' },
    })
    const keyed = withKey({ ...spec, args: [...spec.args, '--api-key', 'swordfish-1'] })
    await expect(started.start(keyed)).rejects.toMatchObject({
      message: expect.stringContaining('error: key <secret> and variable <secret> refused'),
    })
  })

  test('that never becomes ready times out and leaves nothing', async () => {
    await using started = new Started()
    const starting = started.start(fake(['--never-ready', '--family', 'child'], { readyTimeout: 1500 }))
    await expect(starting).rejects.toMatchObject({
      code: 'server-timeout',
      message: expect.stringMatching(
        /^fake was not ready after 1\.5 s \(GET \/health: status 503\); its log says: .*server\.log\): raise readyTimeout/,
      ),
    })
    const pid = Number(/^pid (\d+)/m.exec(started.logged)?.[1])
    expect(await areGone([pid, ...(await started.family(1))])).toBe(true)
  })

  test('whose model failed is given up when its log says so, although it goes on answering', async () => {
    await using started = new Started()
    const said = ['Traceback (most recent call last):', '  File "load.py", line 3', "KeyError: 'lm_head.weight'"]
    const lines = said.flatMap((line) => ['--say', line])
    const last = ['--say-at-end', 'error: asyncio.CancelledError']
    await expect(started.start(fake(['--never-ready', ...lines, ...last]))).rejects.toMatchObject({
      code: 'server-failed',
      message: `fake could not load its model (GET /health: status 503); its log says: KeyError: 'lm_head.weight' (${started.log})`,
    })
  })

  test('that is given up leaves nothing', async () => {
    await using started = new Started()
    const giveUp = new AbortController()
    const starting = started.start(fake(['--never-ready']), {
      signal: giveUp.signal,
      onProgress: (text) => {
        if (text.includes('loading')) giveUp.abort()
      },
    })
    await expect(starting).rejects.toMatchObject({ code: 'aborted', message: 'the start of fake was given up' })
    expect(await areGone([Number(/^pid (\d+)/m.exec(started.logged)?.[1])])).toBe(true)
  })

  test('takes another port when the server says that this one is in use', async () => {
    await using started = new Started()
    const ports: number[] = []
    const server = await started.start(fake(['--port-in-use-until', join(started.folder, 'flag')]), {
      choosePort: async () => {
        ports.push(await freePort())
        return ports.at(-1) ?? 0
      },
    })
    expect(ports).toHaveLength(2)
    expect(server.port).toBe(ports[1])
  })

  test('on a fixed port that somebody has is refused, and not mistaken for that somebody', async () => {
    await using started = new Started()
    const other = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    await expect(started.start(fake([], { url: `http://127.0.0.1:${port}/v1` }))).rejects.toMatchObject({
      code: 'server-failed',
      message: `fake: somebody listens on port ${port} already: end that, or write {port} for a free port`,
    })
    other.close()
  })

  test('without the program says how to get it', async () => {
    await using started = new Started()
    const spec = command({ command: 'no-such-server' })
    await expect(started.start(spec)).rejects.toMatchObject({
      code: 'server-missing',
      message: expect.stringMatching(
        /^no-such-server was not found \(looked in PATH for "no-such-server"\): check the name/,
      ),
    })
  })

  test('without the model file says which', async () => {
    await using started = new Started()
    const path = join(started.folder, 'missing.gguf')
    await expect(started.start(llamaServer({ model: path, binary: process.execPath }))).rejects.toMatchObject({
      code: 'model-not-found',
      message: `llama-server: there is no file "${path}": correct the model's path`,
    })
  })

  test('loads the model of a server that has it listed, and refuses one that has not', async () => {
    await using started = new Started()
    const script = join(started.folder, 'ollama-like.mjs')
    writeFileSync(
      script,
      `import { createServer } from 'node:http'
       createServer((request, response) => {
         if (request.url === '/api/tags') return response.end(JSON.stringify({ models: [{ name: 'tiny:latest' }] }))
         if (request.url === '/api/generate') return request.on('data', (data) => console.log('loads ' + data)).on('end', () => response.end('{}'))
         response.end()
       }).listen(Number(process.env.PORT), '127.0.0.1')`,
    )
    const spec = (model: string): Parameters<typeof started.start>[0] =>
      withKey({
        ...command({ name: 'ollama-like', command: process.execPath, args: [script], env: { PORT: '{port}' } }),
        requiredModel: { path: '/api/tags', name: model, hint: `pull ${model}` },
        preload: { path: '/api/generate', body: { model } },
      })
    await started.start(spec('tiny'))
    expect(started.logged).toContain('loads {"model":"tiny"}')
    await expect(started.start(spec('huge'))).rejects.toMatchObject({
      code: 'model-not-found',
      message: 'ollama-like has no model "huge": pull huge',
    })
  })
})

describe('the end', () => {
  test('takes children, other sessions and orphans with it', async () => {
    await using started = new Started()
    const server = await started.start(fake(['--family', 'child', '--family', 'session', '--family', 'orphan']))
    const family = await started.family(3)
    expect(family.map(isAlive)).toEqual([true, true, true])
    await server.stop()
    expect([server.pid, ...family].filter(isAlive)).toEqual([])
    await expect(server.exited).resolves.toEqual({ exitCode: null, signal: 'SIGTERM' })
  })

  test('takes workers with it that wiped their environment', async () => {
    await using started = new Started()
    const server = await started.start(fake(['--family', 'wiped', '--family', 'wiped-session']))
    const family = await started.family(2)
    expect(family.map(isAlive)).toEqual([true, true])
    await server.stop()
    expect([server.pid, ...family].filter(isAlive)).toEqual([])
  })

  test('comes by force where the server ignores the request', async () => {
    await using started = new Started()
    const server = await started.start(fake(['--ignore-term', '--family', 'session']))
    const family = await started.family(1)
    await server.stop()
    expect([server.pid, ...family].filter(isAlive)).toEqual([])
    await expect(server.exited).resolves.toEqual({ exitCode: null, signal: 'SIGKILL' })
  })

  test('can be brought about without waiting', async () => {
    await using started = new Started()
    const server = await started.start(fake(['--family', 'session']))
    const family = await started.family(1)
    server.kill()
    expect(await areGone([server.pid, ...family])).toBe(true)
  })

  test('by itself is told, with what it left behind cleared away', async () => {
    await using started = new Started()
    const server = await started.start(fake(['--end-after-ms', '800', '--family', 'session']))
    const exit = await server.exited
    expect(exit).toEqual({ exitCode: 0, signal: null })
    expect((await started.family(1)).filter(isAlive)).toEqual([])
    expect((await server.obituary()).message).toMatch(
      /^fake ended with code 0; its log says: .*; finished requests are kept$/,
    )
  })

  test('comes also when the guardian is killed', async ({ skip }) => {
    skip(process.platform !== 'linux', 'the guardian is found in /proc')
    await using started = new Started()
    const server = await started.start(fake(['--family', 'session']))
    const family = await started.family(1)
    process.kill(parentOf(server.pid), 'SIGKILL')
    await expect(server.exited).resolves.toEqual({ exitCode: null, signal: null })
    expect(await areGone([server.pid, ...family])).toBe(true)
  })

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('comes when the main process gets %s', async (signal) => {
    await using started = new Started()
    const main = spawn(
      process.execPath,
      [join(import.meta.dirname, '../main-process.ts'), started.folder, fakeServer],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        // As a terminal or a CI runner would: the signal goes to its whole group.
        detached: true,
      },
    )
    const [data] = (await once(main.stdout, 'data')) as [Buffer]
    const pids = [Number(data.toString()), ...(await started.family(2))]
    expect(pids.map(isAlive)).toEqual([true, true, true])
    process.kill(-(main.pid ?? 0), signal)
    expect(await areGone(pids)).toBe(true)
  })
})

test('a server keeps no main process from ending, and ends with it', async () => {
  await using started = new Started()
  const main = spawn(
    process.execPath,
    [join(import.meta.dirname, '../main-process.ts'), started.folder, fakeServer, 'leave'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [[data], [code]] = (await Promise.all([once(main.stdout, 'data'), once(main, 'exit')])) as [[Buffer], [number]]
  expect(code).toBe(0)
  // Of its family it may have had no time to say anything.
  expect(await areGone([Number(data.toString()), ...(await started.family(0))])).toBe(true)
})

test('memory is that of the server and its children together', async ({ skip }) => {
  skip(process.platform !== 'linux', 'memory is read from /proc')
  await using started = new Started()
  const alone = await started.start(fake())
  const family = await started.start(fake(['--family', 'child', '--family', 'child']), {
    log: join(started.folder, 'family.log'),
  })
  const rssOf = (server: typeof alone): number => server.memory.rssBytes ?? Number.NaN
  await expect.poll(() => rssOf(family) / rssOf(alone), { timeout: 10_000 }).toBeGreaterThan(1.8)
  family.forgetMemory()
  expect(rssOf(family)).toBeGreaterThan(rssOf(alone))
})

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}
