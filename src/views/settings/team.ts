import type { ModalView } from '@slack/types'
import type { Team } from '../../domain/teams/team.ts'
import { clip } from '../../domain/text.ts'
import { modal } from '../slack/blocks.ts'
import { channelPicked, manyPicked, typed } from '../slack/inputs.ts'

/** A team's people and where its handoffs are posted; the AEs take turns in the order in which they were added. */
export function teamForm(team: Team | undefined, newId?: string): ModalView {
  return modal({
    form: 'settings_team',
    title: team ? clip(`Team ${team.name}`, 24) : 'Another team',
    submit: 'Save',
    about: team?.id ?? newId ?? '',
    blocks: [
      typed({ name: 'team_name', label: 'Name' }, { team_name: team?.name ?? null }, 60),
      channelPicked({ name: 'team_channel', label: 'Handoffs are posted in' }, team?.channel),
      channelPicked(
        { name: 'team_stuck', label: 'Stuck leads are posted in', optional: true },
        team?.stuckChannel,
      ),
      manyPicked({ name: 'team_aes', label: 'AEs, in turn', optional: true }, team?.aes ?? []),
      manyPicked(
        { name: 'team_sdrs', label: 'SDRs', hint: 'Empty: every full member may hand off.', optional: true },
        team?.sdrs ?? [],
      ),
      manyPicked(
        { name: 'team_managers', label: 'Managers', hint: 'Empty: the admins stand in.', optional: true },
        team?.managers ?? [],
      ),
    ],
  })
}
