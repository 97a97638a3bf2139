import { expect, test } from 'vitest'
import { readDrmGpus } from '../../../../src/machine/facts/linux/drm-gpus.ts'
import { tree } from './tree.ts'

// Read, never seen: the kernel's files for cards of AMD and Intel.
test('cards with a driver, each once; outputs of a card and virtual ones are none', async () => {
  const card = (number: number, files: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(files).map(([file, text]) => [`sys/class/drm/card${number}/device/${file}`, text]),
    )
  const files = tree({
    ...card(0, {
      vendor: '0x1002',
      device: '0x744c',
      mem_info_vram_total: String(24 * 2 ** 30),
      uevent: 'DRIVER=amdgpu',
    }),
    ...card(1, { vendor: '0x8086', device: '0x46a6', uevent: 'DRIVER=i915\nPCI_CLASS=30000' }),
    ...card(2, { vendor: '0x1af4', device: '0x1050', uevent: 'DRIVER=virtio-pci' }),
    ...card(3, { vendor: '0x1002', product_name: 'Instinct MI300X', mem_info_vram_total: '18446744073709551615' }),
    'sys/class/drm/card0-DP-1/status': 'connected',
    'sys/class/drm/version': 'drm 1.1.0',
  })
  expect(await readDrmGpus(files)).toMatchObject([
    { name: 'AMD device 0x744c', vendor: 'amd', memoryBytes: 24 * 2 ** 30, driver: 'amdgpu' },
    { name: 'Intel device 0x46a6', vendor: 'intel', memoryBytes: null, driver: 'i915' },
    { name: 'Instinct MI300X', vendor: 'amd', memoryBytes: null, driver: null },
  ])
  expect(await readDrmGpus(tree({}))).toEqual([])
})
