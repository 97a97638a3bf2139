import type { MachineFacts } from './machine/facts.ts'

/** The machine and software a report was made on; null where it cannot be told. */
export interface EnvironmentRecord {
  os: { platform: string; release: string; arch: string }
  cpu: {
    model: string
    /** Physical cores; null where the system does not say. */
    physicalCores: number | null
    logicalCores: number
    /** Cores that processes here may use, where a control group or an affinity leaves fewer; else null. */
    usableCores: number | null
    /** One-minute load average before the run; null on Windows. */
    loadAverage: number | null
  }
  memoryBytes: number
  /** Version of NVIDIA's driver; null where there is none, or the system does not say. */
  gpuDriver: string | null
  /** Whether it ran on its battery; null where the system does not say. */
  onBattery: boolean | null
  /** Whether it is a virtual machine; null where the system does not say. */
  virtualMachine: boolean | null
  /** Facts that the probes of the machine found; null where nobody asked, as in a report that was merged. */
  machine: MachineFacts | null
  versions: {
    node: string
    vitest: string
    /** Version of node-llama-cpp; null when it is not installed. */
    nodeLlamaCpp: string | null
    /** llama.cpp release bundled with node-llama-cpp; null when unknown. */
    llamaCpp: string | null
    genaiPrices: string | null
    vitestLlmBench: string
  }
  /** State of the project's git work tree; null outside one. */
  git: { commit: string; branch: string | null; dirty: boolean } | null
  ci: boolean
}

/** A value of a fingerprint's field; null where it cannot be told. */
export type FingerprintValue = string | number | boolean | null

/** Facts that a measurement depends on, beside the code that is measured. */
export interface Fingerprint {
  /** 12 hexadecimal digits of the SHA-256 of the fields that decide; see {@link decidingFields}. */
  readonly hash: string
  readonly fields: Readonly<Record<string, FingerprintValue>>
}
