import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LendingPool } from '../../src/broker/lending-pool.ts'
import type { Kind } from '../../src/broker/lent/kind.ts'
import { Surroundings } from '../../src/broker/surroundings.ts'

/** A pool of one kind, and a folder for what it writes: all ends with the test. */
export class Surrounded<Asked, Lease> implements AsyncDisposable {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'lending-pool-test-'))
  readonly surroundings: Surroundings
  readonly pool: LendingPool<Asked, Lease>

  constructor(kind: Kind<Asked, Lease>, idleMs: number) {
    this.surroundings = new Surroundings({ outputDirectory: this.folder, cacheDirectory: this.folder, idleMs })
    this.pool = new LendingPool(kind, this.surroundings)
  }

  /** Process of a lease. */
  pidOf(id: string): number {
    return this.pool.find(id)?.pid ?? Number.NaN
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.pool.close()
    this.surroundings.remove()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
