import type { RooflineWish, WantedCeilings } from '../../plan/roofline.ts'
import type { GpuRecord, MachineFacts, SheetFigure } from '../../record/machine/facts.ts'
import type { CeilingRecord, CeilingsRecord } from '../../record/machine/roofline.ts'
import type { TargetRecord } from '../../record/target.ts'

/** Ways to learn the most that the machine can do. */
export interface CeilingSources {
  /** Facts of this machine; null where nobody can tell. */
  readonly machine: () => Promise<MachineFacts | null>
  /** Bandwidth in GB/s with which so many threads read memory; it takes a second of all of them. */
  readonly readMemory: (threads: number) => Promise<number>
}

type Computed = Pick<TargetRecord, 'backend' | 'device' | 'gpuLayers' | 'totalLayers' | 'threads'>

const none: CeilingsRecord = { bandwidthGBs: null, peakTflops: null }

/**
 * The most that the part of the machine can do which computes a target: the figure of the option, else that of the
 * tables; of a target on both processor and GPU nothing, for one bandwidth would be that of neither.
 */
export async function findCeilings(
  target: Computed,
  wish: RooflineWish,
  sources: CeilingSources,
): Promise<CeilingsRecord> {
  const { backend, gpuLayers, totalLayers } = target
  if (wish.kind === 'off' || backend === null) return none
  if (backend === 'cpu') return await ofProcessor(target, wish, sources)
  const isWhole = gpuLayers !== null && gpuLayers > 0 && (totalLayers === null || gpuLayers >= totalLayers)
  return isWhole ? await ofGraphics(target, wish, sources) : none
}

async function ofProcessor(
  { threads }: Computed,
  wish: WantedCeilings,
  sources: CeilingSources,
): Promise<CeilingsRecord> {
  const peakTflops = wish.cpuTflops === null ? null : declared('cpu', wish.cpuTflops)
  if (wish.cpuGBs === 'measure') {
    if (threads === null) return { bandwidthGBs: null, peakTflops }
    const value = await sources.readMemory(threads)
    return { bandwidthGBs: { value, of: 'cpu', from: 'measured', source: null, threads }, peakTflops }
  }
  if (wish.cpuGBs !== null) return { bandwidthGBs: declared('cpu', wish.cpuGBs), peakTflops }
  const machine = await sources.machine()
  return { bandwidthGBs: published('cpu', machine?.bandwidthGBs ?? null), peakTflops }
}

async function ofGraphics(
  { device, backend }: Computed,
  wish: WantedCeilings,
  sources: CeilingSources,
): Promise<CeilingsRecord> {
  const isDeclared = wish.gpuGBs !== null && wish.gpuTflops !== null
  const machine = isDeclared ? null : await sources.machine()
  const gpus = usedGpus(machine?.gpus ?? [], device, backend)
  return {
    bandwidthGBs:
      wish.gpuGBs === null
        ? published('gpu', shared(gpus.map((gpu) => gpu.bandwidthGBs ?? bandwidthBesides(machine))))
        : declared('gpu', wish.gpuGBs),
    peakTflops:
      wish.gpuTflops === null
        ? published('gpu', shared(gpus.map(({ peakTflops }) => peakTflops)))
        : declared('gpu', wish.gpuTflops),
  }
}

/** A GPU that shares the machine's memory has its bandwidth. */
function bandwidthBesides(machine: MachineFacts | null): SheetFigure | null {
  return machine?.unifiedMemory === true ? machine.bandwidthGBs : null
}

/** GPUs that the engine names among its devices; the only one of a maker where it names none that is known. */
function usedGpus(gpus: readonly GpuRecord[], device: string | null, backend: Computed['backend']): GpuRecord[] {
  const named = gpus.filter(({ name }) => name !== null && isNamed(device ?? '', name))
  if (named.length > 0) return named
  const vendors: Readonly<Record<string, readonly GpuRecord['vendor'][]>> = { cuda: ['nvidia'], metal: ['apple'] }
  const able = gpus.filter(({ vendor }) => (vendors[backend ?? ''] ?? ['nvidia', 'amd', 'intel']).includes(vendor))
  return able.length === 1 ? able : []
}

function isNamed(devices: string, name: string): boolean {
  return devices.split(',').some((device) => device.trim() === name || device.trim().startsWith(`${name} (`))
}

/** The figure that all share; null where they differ: nobody knows how much each one computes. */
function shared(figures: readonly (SheetFigure | null)[]): SheetFigure | null {
  const [first = null] = figures
  return figures.every((figure) => figure !== null && figure.value === first?.value) ? first : null
}

function declared(of: CeilingRecord['of'], value: number): CeilingRecord {
  return { value, of, from: 'declared', source: null, threads: null }
}

function published(of: CeilingRecord['of'], figure: SheetFigure | null): CeilingRecord | null {
  return figure === null ? null : { value: figure.value, of, from: 'table', source: figure.source, threads: null }
}
