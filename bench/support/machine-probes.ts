import { now } from '../../src/clock.ts'

/** Prints the milliseconds that reading the probes and asking the machine once takes in a fresh process. */
const began = now()
const { MachineProbes } = await import('../../src/machine/facts/machine-facts.ts')
const loaded = now()
await new MachineProbes().facts()
process.stdout.write(JSON.stringify({ allMs: now() - began, askedMs: now() - loaded }))
