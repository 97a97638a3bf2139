import type { GpuRecord } from '../../../record/machine/facts.ts'
import { mostBytes, wholeNumber } from '../whole-number.ts'
import type { LinuxFiles } from './files.ts'

/** Makers of graphics processors by their PCI numbers. Others, such as those of virtual machines, are left out. */
const vendors: ReadonlyMap<string, 'amd' | 'intel' | 'nvidia'> = new Map([
  ['0x1002', 'amd'],
  ['0x8086', 'intel'],
  ['0x10de', 'nvidia'],
])

const folder = 'sys/class/drm'

/** Graphics processors that the kernel drives, those of NVIDIA among them, of which it knows no name. */
export async function readDrmGpus(files: LinuxFiles): Promise<GpuRecord[]> {
  const cards = (await files.names(folder)).filter((name) => /^card\d+$/u.test(name))
  const found = await Promise.all(
    cards.toSorted().map(async (card) => await readCard(files, `${folder}/${card}/device`)),
  )
  return found.flat()
}

async function readCard(files: LinuxFiles, device: string): Promise<GpuRecord[]> {
  const [maker, number, product, memory, uevent] = await Promise.all(
    ['vendor', 'device', 'product_name', 'mem_info_vram_total', 'uevent'].map(
      async (file) => await files.text(`${device}/${file}`),
    ),
  )
  const vendor = vendors.get(maker ?? '')
  if (vendor === undefined) return []
  const isNumber = /^0x[\da-f]{4}$/u.test(number ?? '')
  const named = product === null || product === undefined || product === '' ? null : product.slice(0, 120)
  return [
    {
      name: named ?? (isNumber ? `${vendorNames[vendor]} device ${number}` : null),
      vendor,
      cores: null,
      memoryBytes: wholeNumber(memory, 1, mostBytes),
      driver: /^DRIVER=([\w-]{1,40})$/mu.exec(uevent ?? '')?.[1] ?? null,
      bandwidthGBs: null,
      peakTflops: null,
    },
  ]
}

const vendorNames = { amd: 'AMD', intel: 'Intel', nvidia: 'NVIDIA' } as const
