/** Processor cores of one kind. */
export interface CoreLevelRecord {
  /** Name as the system gives it, such as `Performance`; null where it gives none. */
  name: string | null
  /** Physical cores. */
  cores: number
}

/** A figure of a data sheet. */
export interface SheetFigure {
  value: number
  /** Where it was published. */
  source: string
}

/** A graphics processor; null where the system does not say. */
export interface GpuRecord {
  name: string | null
  vendor: 'apple' | 'nvidia' | 'amd' | 'intel' | 'other'
  cores: number | null
  /** Its own memory in bytes; null also where it shares the machine's. */
  memoryBytes: number | null
  /** Version of its driver, or the name of a driver that is part of the system. */
  driver: string | null
  /** Bandwidth of the memory it computes from, in GB/s; null for a chip that is not in the table. */
  bandwidthGBs: SheetFigure | null
  /** Peak of its matrix units, 16-bit floats without sparsity, in TFLOPS; null for one that is not in the table. */
  peakTflops: SheetFigure | null
}

/** How a probe of the machine ended. */
export interface ProbeRecord {
  name: string
  /**
   * `answered`; `missing`: there is no such program or file; `slow`: not within its time; `failed`: it ended with
   * an error; `unreadable`: what it said was not understood; `cut`: a measurement began.
   */
  state: 'answered' | 'missing' | 'slow' | 'failed' | 'unreadable' | 'cut'
  tookMs: number
  /**
   * Source of the format that its reader was written for: `run`, a real machine; `recorded`, outputs that were
   * recorded on real machines; `read`, the documentation of the tool alone.
   */
  format: 'run' | 'recorded' | 'read'
}

/** The machine that measured, as its probes found it. Null, or an empty list, where nobody could tell. */
export interface MachineFacts {
  chip: {
    name: string | null
    /** Family, such as `Apple M4` or `AMD EPYC`. */
    family: string | null
  }
  /** Levels of cores, the fastest first; one without a name where all cores are alike. */
  coreLevels: CoreLevelRecord[]
  /** Graphics processors; an empty list where there are none, null where nobody could look. */
  gpus: GpuRecord[] | null
  /** Whether processor and graphics share one memory. */
  unifiedMemory: boolean | null
  memoryBytes: number | null
  /** Bandwidth of the machine's memory, in GB/s; null for a chip that is not in the table. */
  bandwidthGBs: SheetFigure | null
  /** Metal family as macOS names it, for example `Metal 4`. */
  metalFamily: string | null
  /** Trillions of operations a second of the Neural Engine: information only, llama.cpp does not use it. */
  neuralEngineTops: SheetFigure | null
  os: { name: string | null; version: string | null }
  power: {
    onBattery: boolean | null
    lowPower: boolean | null
    /** Governor of the processor's frequency, or the active power plan. */
    governor: string | null
  }
  /** 0 nominal, 1 moderate, 2 heavy, 3 trapping, 4 sleeping; macOS only. */
  thermalPressure: number | null
  swap: { totalBytes: number; usedBytes: number } | null
  /** One-minute load average when it was asked for. */
  loadAverage: number | null
  /** Limits of the control group; null where there are none. */
  limits: { cores: number | null; memoryBytes: number | null }
  /** Kind of container, such as `docker`; `none` outside one. */
  container: string | null
  /** Kind of virtual machine, such as `kvm`; `none` on bare metal. */
  virtualMachine: string | null
  probes: ProbeRecord[]
}

/** A machine of which nothing is known yet, made anew at each call. */
export function unknownMachine(): MachineFacts {
  return {
    chip: { name: null, family: null },
    coreLevels: [],
    gpus: null,
    unifiedMemory: null,
    memoryBytes: null,
    bandwidthGBs: null,
    metalFamily: null,
    neuralEngineTops: null,
    os: { name: null, version: null },
    power: { onBattery: null, lowPower: null, governor: null },
    thermalPressure: null,
    swap: null,
    loadAverage: null,
    limits: { cores: null, memoryBytes: null },
    container: null,
    virtualMachine: null,
    probes: [],
  }
}
