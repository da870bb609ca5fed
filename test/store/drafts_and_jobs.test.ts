import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/domain/offering/draft.ts'
import { mustTouch } from '../../src/store/database.ts'
import { commitOnce } from '../../src/store/job_claims.ts'
import { dropDraft, dropDraftsBefore, findDraft, saveDraft } from '../../src/store/offering/drafts.ts'
import { recordGateBlock } from '../../src/store/offering/gate_blocks.ts'
import { onBothDatabases } from '../support/databases.ts'
import { FRIDAY, later, OMAR, SAM } from '../support/leads.ts'

let workspaces = 0

const aWorkspace = () => {
  workspaces += 1
  return `D${workspaces}`
}

onBothDatabases((database) => {
  describe('a draft', () => {
    const draft: Draft = {
      id: 'draft-1',
      person: SAM,
      step: 'who',
      fields: { company: 'Ünïcorn 🦄 "GmbH"\n<KG> \\', email: null, ae: 'U1' },
      at: new Date('2026-11-20T16:00:00.789Z'),
    }

    it('comes back as it was left', async () => {
      const { db } = database
      const workspace = aWorkspace()
      expect(await findDraft(db, workspace, SAM)).toBeUndefined()
      await saveDraft(db, workspace, draft)
      expect(await findDraft(db, workspace, SAM)).toEqual(draft)
    })

    it('is one for each person: a new one takes the place of the old', async () => {
      const { db } = database
      const workspace = aWorkspace()
      await saveDraft(db, workspace, draft)
      await saveDraft(db, workspace, { ...draft, person: OMAR, id: 'draft-2' })
      const newer: Draft = { id: 'draft-3', person: SAM, step: 'handover', fields: {}, at: later(1) }
      await saveDraft(db, workspace, newer)
      expect(await findDraft(db, workspace, SAM)).toEqual(newer)
      expect((await findDraft(db, workspace, OMAR))?.id).toBe('draft-2')
    })

    it('goes when it is dropped, and nobody else’s does', async () => {
      const { db } = database
      const [workspace, elsewhere] = [aWorkspace(), aWorkspace()]
      await saveDraft(db, workspace, draft)
      await saveDraft(db, elsewhere, draft)
      await saveDraft(db, workspace, { ...draft, person: OMAR })
      await db.commit((write) => [dropDraft(write, workspace, SAM), dropDraft(write, workspace, SAM)])
      expect(await findDraft(db, workspace, SAM)).toBeUndefined()
      expect(await findDraft(db, workspace, OMAR)).toBeDefined()
      expect(await findDraft(db, elsewhere, SAM)).toBeDefined()
    })

    it('that is older than a day goes with all others of its age', async () => {
      const { db } = database
      const workspace = aWorkspace()
      await saveDraft(db, workspace, { ...draft, at: later(-1) })
      await saveDraft(db, workspace, { ...draft, person: OMAR, at: FRIDAY })
      await db.commit((write) => [dropDraftsBefore(write, workspace, FRIDAY)])
      expect(await findDraft(db, workspace, SAM)).toBeUndefined()
      expect(await findDraft(db, workspace, OMAR)).toBeDefined()
    })
  })

  it('an attempt that the gate stopped is kept with what stopped it', async () => {
    const { db } = database
    const block = {
      id: 'block-1',
      workspace: aWorkspace(),
      draftId: 'draft-1',
      person: SAM,
      at: FRIDAY,
      criteria: ['budget: thin_evidence', 'timeline: unknown_criterion'],
    }
    await db.commit((write) => [recordGateBlock(write, block)])
    const { gateBlocks } = db.tables
    expect(await db.read.select().from(gateBlocks).where(eq(gateBlocks.workspace, block.workspace))).toEqual([
      block,
    ])
  })

  describe('a job', () => {
    it('runs once for a period, in whichever of two processes was first', async () => {
      const { db } = database
      const other = await database.another()
      const workspace = aWorkspace()
      const claim = { workspace, job: 'digest', period: '2026-W47', at: FRIDAY }
      const ran = await Promise.all(
        Array.from({ length: 10 }, (_, index) => {
          const handle = index % 2 === 0 ? db : other
          return commitOnce(handle, claim, (write) => [counting(handle, write, workspace, `once-${index}`)])
        }),
      )
      expect(ran.filter(Boolean)).toHaveLength(1)
      expect(await counted(workspace)).toHaveLength(1)
    })

    it('runs again for the next period, and for another job or workspace', async () => {
      const { db } = database
      const workspace = aWorkspace()
      const claim = { workspace, job: 'digest', period: '2026-W47', at: FRIDAY }
      const ran: boolean[] = []
      for (const other of [{}, {}, { period: '2026-W48' }, { job: 'stuck' }, { workspace: aWorkspace() }])
        ran.push(await commitOnce(db, { ...claim, ...other }, () => []))
      expect(ran).toEqual([true, false, true, true, true])
    })

    it('that breaks is not counted as run', async () => {
      const { db } = database
      const workspace = aWorkspace()
      const claim = { workspace, job: 'digest', period: '2026-W47', at: FRIDAY }
      const broken = commitOnce(db, claim, (write) => [
        counting(db, write, workspace, 'broken'),
        counting(db, write, workspace, 'broken'),
      ])
      await expect(broken).rejects.toThrow()
      expect(await counted(workspace)).toEqual([])
      expect(await commitOnce(db, claim, (write) => [counting(db, write, workspace, 'mended')])).toBe(true)
      expect(await counted(workspace)).toHaveLength(1)
    })

    type Write = Parameters<Parameters<typeof database.db.commit>[0]>[0]

    /** Something that a job writes and that can be counted afterwards. */
    function counting(db: typeof database.db, write: Write, workspace: string, name: string) {
      const { gateBlocks } = db.tables
      const block = {
        id: `${workspace}-${name}`,
        workspace,
        draftId: '',
        person: SAM,
        at: FRIDAY,
        criteria: [],
      }
      return mustTouch(write.insert(gateBlocks).values(block))
    }

    async function counted(workspace: string) {
      const { gateBlocks } = database.db.tables
      return database.db.read.select().from(gateBlocks).where(eq(gateBlocks.workspace, workspace))
    }
  })
})
