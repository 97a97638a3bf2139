import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { startMockServer } from '../../../src/mock-server/index.ts'
import type { Diagnosis } from '../../../src/cli/doctor/examination.ts'

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

async function doctor(
  given: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | undefined; out: string; error: string }> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['--no-warnings', main, 'doctor', ...given], {
    reject: false,
    env,
  })
  return { code: exitCode, out: stdout, error: stderr }
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'doctor-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('it prints hardware, backends, meters, cache, prices, versions, noise floor, and exits 0', async () => {
  const cache = folder()
  mkdirSync(join(cache, 'synthetic'))
  writeFileSync(join(cache, 'synthetic', 'a.gguf'), Buffer.alloc(3_000_000))
  const { code, out, error } = await doctor(['--cache', cache])
  expect({ code, error }).toEqual({ code: 0, error: '' })
  for (const heading of ['Machine', 'Probes', 'Versions', 'Backends', 'Meters', 'Energy', 'Project'])
    expect(out).toMatch(new RegExp(`^${heading}$`, 'mu'))
  expect(out).toMatch(/^ {2}cpu +works, \d+ cores? are useful to it$/mu)
  expect(out).toMatch(/^ {2}Node\.js +\d+\.\d+\.\d+$/mu)
  expect(out).toContain('3.00 MB of synthetic models')
  expect(out).toMatch(/Prices +@pydantic\/genai-prices \S+, newest dated price \d{4}-\d\d-\d\d/u)
  expect(out).toContain('not known: llm-bench noise measures it')
  expect(out).toContain('never seen on a real machine')
})

test('--json has the same, in full; a backend that was asked for and cannot work is an error and exits 1', async () => {
  const cache = folder()
  // A file stands where a folder is to be made.
  writeFileSync(join(cache, 'file'), '')
  const { code, out } = await doctor(['--json', '--backend', 'metal', '--cache', join(cache, 'file', 'models')])
  const found = JSON.parse(out) as Diagnosis
  expect(code).toBe(1)
  expect(found.engine.state).toBe('found')
  expect(found.machine.probes.length).toBeGreaterThan(0)
  expect(found.asked).toEqual({ backend: 'metal', meter: null })
  const errors = found.problems.filter(({ level }) => level === 'error').map(({ problem }) => problem)
  if (process.platform !== 'darwin') expect(errors.join('\n')).toContain('the backend metal does not work here')
  expect(errors.join('\n')).toContain('the cache folder cannot be written to')
  for (const { remedy } of found.problems) expect(remedy).not.toBe('')
})

test('a meter and an endpoint that were asked for: 0 where both work, 1 with the remedies where they do not', async () => {
  const tools = folder()
  const row = '2026/11/26 16:43:41.123, 0, 287.42, 281.10, 700.00, 97, 34817, 1755, 61'
  writeFileSync(join(tools, 'nvidia-smi'), `#!/bin/sh\nwhile echo '${row}'; do sleep 0.1; done\n`, { mode: 0o755 })
  const path = `${tools}:${process.env['PATH']}`
  await using server = await startMockServer({ ttft: 1 })
  const works = await doctor(['--json', '--meter', 'nvidia-smi', '--url', server.url], { PATH: path })
  const { energy, endpoint, asked } = JSON.parse(works.out) as Diagnosis
  expect(endpoint).toMatchObject({ reachable: true, reason: null, models: [expect.any(String)] })
  expect(asked).toEqual({ backend: null, meter: 'nvidia-smi' })
  if (process.platform === 'linux') {
    expect(works.code).toBe(0)
    expect(energy.meters).toContainEqual({
      name: 'nvidia-smi',
      scope: 'gpu',
      rails: ['GPU 0'],
      reason: null,
      remedy: null,
      format: expect.any(String),
    })
    expect(energy.auto).toMatchObject({ gpu: 'nvidia-smi', both: null })
  }
  await server.close()
  const cannot = await doctor(['--meter', 'macmon', '--url', server.url], { PATH: tools })
  expect(cannot.code).toBe(1)
  expect(cannot.out).toContain('the meter macmon does not work here')
  expect(cannot.out).toMatch(/is not there .*\n +start the server/u)
  expect(cannot.out).toMatch(/^ {2}auto +/mu)
})

/** A mount namespace of its own, in which there is a driver of NVIDIA's. */
const [program, ...withDriver] = [
  'unshare',
  '--mount',
  'sh',
  '-c',
  'mount -t tmpfs none /proc/driver && mkdir /proc/driver/nvidia && exec "$@"',
]

function canMount(): boolean {
  try {
    execFileSync(program, [...withDriver, 'sh', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test.runIf(canMount())('it waits for an nvidia-smi that ends after its last word', async () => {
  const tools = folder()
  const card = 'echo "0, NVIDIA H200, 143771, 580.159.04, 9.0"; exec >&-; sleep 0.5'
  writeFileSync(join(tools, 'nvidia-smi'), `#!/bin/sh\n${card}\n`, { mode: 0o755 })
  const asked = [process.execPath, '--no-warnings', main, 'doctor', '--json']
  const path = `${tools}:${process.env['PATH']}`
  const { exitCode, stdout } = await execa(program, [...withDriver, 'sh', ...asked], {
    reject: false,
    env: { PATH: path },
  })
  expect(exitCode).toBe(0)
  const { machine } = JSON.parse(stdout) as Diagnosis
  expect(machine.probes).toContainEqual(
    expect.objectContaining({ name: 'nvidia', state: expect.not.stringMatching('missing') }),
  )
})

test('the noise floor of this machine is known where it was measured', async () => {
  const root = folder()
  const { out: before } = await doctor(['--json', '--root', root])
  const { cores } = JSON.parse(before) as Diagnosis
  const noise = join(root, '.llm-bench', 'noise')
  mkdirSync(noise, { recursive: true })
  const floors = ['latency', 'ttft'].map((metric) => ({ key: 'a', metric, measuredAt: '2026-11-20T08:00:00.000Z' }))
  writeFileSync(join(noise, 'a.json'), JSON.stringify({ fingerprint: { fields: { cpu: cores.model } }, floors }))
  writeFileSync(join(noise, 'b.json'), JSON.stringify({ fingerprint: { fields: { cpu: 'other' } }, floors }))
  writeFileSync(join(noise, 'c.json'), '{')
  const { out } = await doctor(['--root', root, '--bandwidth', '--threads', '1'])
  expect(out).toMatch(/^ {2}read +\S+ GB\/s, measured with 1 thread over /mu)
  expect(out).toContain('known of 1 benches, measured 2026-11-20')
})

test('wrong usage is one line and exits 2', async () => {
  const cases: readonly [readonly string[], string][] = [
    [['--backend', 'mental'], 'there is no backend "mental"; did you mean "metal"? there are metal, cuda, vulkan, cpu'],
    [['--meter', 'rapel'], 'llm-bench doctor --meter: there is no meter "rapel"; did you mean "rapl"?'],
    [['--url', 'localhost'], 'llm-bench doctor --url: "localhost" is not allowed here; give a URL such as http'],
    [['here'], 'llm-bench doctor: "here" is not allowed here; give the project as --root <folder>'],
    [['--threads', '2'], 'llm-bench doctor --threads: it without --bandwidth is not allowed here; give both'],
    [['--bandwidth', '--threads', '0'], 'llm-bench doctor --threads: "0" is not allowed here'],
    [['--root='], 'llm-bench doctor --root: an empty text is not allowed here; give a folder'],
    [['--jsno'], 'llm-bench doctor --jsno: there is no option "--jsno"; did you mean "--json"?'],
  ]
  for (const [given, words] of cases) {
    const { code, out, error } = await doctor(given)
    expect(error).toContain(words)
    expect(error.split('\n')).toHaveLength(1)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  }
})
