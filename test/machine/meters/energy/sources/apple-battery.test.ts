import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { now, pause } from '../../../../../src/clock.ts'
import { appleBatteryMeter } from '../../../../../src/machine/meters/energy/sources/apple-battery.ts'
import { fakeTool } from './fake-tool.ts'
import { hasRecorded, recorded } from './recorded.ts'

/** An `ioreg` whose controller adds 15 W up twice at each second look: read, never seen, with the recording's keys. */
function ioreg(text: string): { readonly tool: [string, ...string[]]; readonly looks: () => number } {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-ioreg-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'looks')
  const tool = fakeTool(`
    const fs = require('node:fs')
    let looks = 0
    try { looks = Number(fs.readFileSync(${JSON.stringify(file)}, 'utf8')) } catch {}
    fs.writeFileSync(${JSON.stringify(file)}, String(looks + 1))
    ${text}`)
  return { tool, looks: () => Number(readFileSync(file, 'utf8')) }
}

const adding = `
  const count = 100 + 2 * Math.floor(looks / 2)
  console.log('"ExternalConnected" = No')
  console.log('"PowerTelemetryData" = {"SystemLoad"=12000,"AccumulatedSystemLoad"=' + (1e6 + 15000 * (count - 100)) +
    ',"SystemLoadAccumulatorCount"=' + count + '}')`

test('each look that has something new is the mean of what was added up since; one without is none', async () => {
  const { tool, looks } = ioreg(adding)
  const watch = await appleBatteryMeter(tool, 50).start()
  expect(watch).toMatchObject({ meter: 'battery', scope: 'system', kind: 'measured', terms: { minWindowMs: 60_000 } })
  for (let tries = 0; tries < 200 && looks() < 9; tries++) await pause(50)
  watch.stop()
  const [series] = watch.readings().series
  expect(series?.form).toBe('mean')
  // The first says when the counting begins: what the machine draws at that moment.
  const [, ...values] = series?.values ?? []
  expect(values.length).toBeGreaterThan(1)
  for (const watts of values) expect(watts).toBe(15)
  expect(values.length).toBeLessThan(looks() - 2)
  const after = looks()
  await pause(300)
  expect(looks()).toBeLessThanOrEqual(after + 1)
  const at = series?.at ?? []
  const { energy } = watch.joules([{ from: at[0] ?? 0, to: at.at(-1) ?? 0 }])
  expect(energy).toMatchObject({ refusal: { code: 'too-short' } })
})

test('a look that fails leaves a gap, and the next goes on from the last that did not', async () => {
  const { tool, looks } = ioreg(`if (looks === 3 || looks === 4) process.exit(1)\n${adding}`)
  const watch = await appleBatteryMeter(tool, 50).start()
  for (let tries = 0; tries < 200 && looks() < 10; tries++) await pause(50)
  watch.stop()
  const [, ...values] = watch.readings().series[0]?.values ?? []
  expect(values.length).toBeGreaterThan(1)
  for (const watts of values) expect(watts).toBe(15)
})

test.skipIf(!hasRecorded)('a recorded controller works as it is', async () => {
  const text = recorded('ioreg-AppleSmartBattery-ac-macbookair-45w.txt')
  const watch = await appleBatteryMeter(fakeTool(`process.stdout.write(${JSON.stringify(text)})`), 50).start()
  watch.stop()
  expect(watch.readings().series[0]?.values[0]).toBe(14.96)
})

test('a Mac without a battery, a tool that is not there and one that hangs are reasons', async () => {
  await expect(appleBatteryMeter(fakeTool('')).start()).rejects.toThrow('there is no battery')
  await expect(appleBatteryMeter(['no-such-ioreg']).start()).rejects.toThrow('no-such-ioreg is not there')
  const began = now()
  const hangs = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.stdout.write('x')"
  await expect(appleBatteryMeter(fakeTool(hangs)).start()).rejects.toThrow('told nothing within 1.5 s')
  expect(now() - began).toBeLessThan(20_000)
})
