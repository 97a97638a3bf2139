import type { DeviceRecord } from '../../../../src/record/energy.ts'

/** A GPU that told every counter, one of them not at each moment. */
export const gpu: DeviceRecord = {
  device: 'GPU 0',
  at: [0, 500, 1000],
  watts: [100, 300, 200],
  utilization: [0.9, 1, 0.95],
  memoryBytes: [1e9, 2e9, 3e9],
  clockMhz: [1700, 1755, null],
  celsius: [50, 61, 60],
}
