import { readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { onBattery } from './battery.ts'
import { physicalCoresFromSys } from './core-topology.ts'
import { gitState } from './git-state.ts'
import type { EnvironmentRecord } from '../../record/environment.ts'
import { packageManifest } from '../../package-root.ts'
import { llamaCppRelease, packageVersion } from './package-versions.ts'
import { hypervisorFlag, physicalCoresOf } from './proc-cpuinfo.ts'
import { nvidiaDriver } from './nvidia/driver.ts'
import { attempt, commandOutput } from './probe.ts'

function cpuinfo(): string | null {
  return platform() === 'linux' ? attempt(() => readFileSync('/proc/cpuinfo', 'utf8')) : null
}

function sysctl(name: string): number | null {
  if (platform() !== 'darwin') return null
  const value = Number.parseInt(commandOutput('sysctl', ['-n', name], { timeout: 1000 }) ?? '', 10)
  return Number.isNaN(value) ? null : value
}

function physicalCores(info: string | null): number | null {
  if (info === null) return sysctl('hw.physicalcpu')
  return physicalCoresOf(info) ?? physicalCoresFromSys()
}

function isVirtual(info: string | null): boolean | null {
  if (info !== null) return hypervisorFlag(info)
  const present = sysctl('kern.hv_vmm_present')
  return present === null ? null : present === 1
}

export function isCi(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase())
}

function probe(root: string): EnvironmentRecord {
  const info = cpuinfo()
  const processors = cpus()
  const logicalCores = processors.length > 0 ? processors.length : availableParallelism()
  const load = platform() === 'win32' ? undefined : loadavg()[0]
  return {
    os: { platform: platform(), release: release(), arch: arch() },
    cpu: {
      model: processors[0]?.model.trim() || 'unknown',
      physicalCores: physicalCores(info),
      logicalCores,
      usableCores: availableParallelism() < logicalCores ? availableParallelism() : null,
      loadAverage: load ?? null,
    },
    memoryBytes: totalmem(),
    gpuDriver: nvidiaDriver(),
    onBattery: onBattery(),
    virtualMachine: isVirtual(info),
    machine: null,
    versions: {
      node: process.versions.node,
      vitest: packageVersion('vitest', root) ?? 'unknown',
      nodeLlamaCpp: packageVersion('node-llama-cpp', root),
      llamaCpp: llamaCppRelease(root),
      genaiPrices: packageVersion('@pydantic/genai-prices', root),
      vitestLlmBench: packageManifest().version,
    },
    git: gitState(root),
    ci: isCi(process.env['CI']),
  }
}

const known = new Map<string, EnvironmentRecord>()

/**
 * The machine and the software around the project at `root`. Synchronous, a few milliseconds, probed
 * once a process: the load average is that of the first call. Facts that cannot be told are null.
 */
export function collectEnvironment(root: string): EnvironmentRecord {
  const key = resolve(root)
  const record = known.get(key) ?? probe(key)
  known.set(key, record)
  return record
}
