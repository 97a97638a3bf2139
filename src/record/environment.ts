/** The machine and software a report was made on; null where it cannot be told. */
export interface EnvironmentRecord {
  os: { platform: string; release: string; arch: string }
  cpu: {
    model: string
    /** Physical cores; null where the system does not say. */
    physicalCores: number | null
    logicalCores: number
    /** One-minute load average before the run; null on Windows. */
    loadAverage: number | null
  }
  memoryBytes: number
  /** True, false, or null where the system does not say. */
  onBattery: boolean | null
  virtualMachine: boolean | null
  versions: {
    node: string
    vitest: string
    /** Null when the package is not installed. */
    nodeLlamaCpp: string | null
    /** llama.cpp release bundled with node-llama-cpp; null when unknown. */
    llamaCpp: string | null
    genaiPrices: string | null
    vitestLlmBench: string
  }
  /** Null outside a git work tree. */
  git: { commit: string; branch: string | null; dirty: boolean } | null
  ci: boolean
}

/** A value of a fingerprint's field; null where it cannot be told. */
export type FingerprintValue = string | number | boolean | null

/** What a measurement depends on beside the code that is measured. */
export interface Fingerprint {
  /** 12 hexadecimal digits of the SHA-256 of the fields that decide; see {@link decidingFields}. */
  readonly hash: string
  readonly fields: Readonly<Record<string, FingerprintValue>>
}
