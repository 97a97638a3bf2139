/** Requests that a cost is projected to, and the month that is meant. */
export interface VolumeRecord {
  requestsPerDay: number
  /** 30, or 365/12 where the year's months were asked for. */
  daysInMonth: number
}

/** The volume that nobody named another for. */
export const usualVolume: VolumeRecord = { requestsPerDay: 1000, daysInMonth: 30 }
