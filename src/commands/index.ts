import type { Bot } from '../bot.ts'
import { help } from '../views/home/help.ts'
import type { Message } from '../views/slack/blocks.ts'
import { acceptOffer } from './answering/accept.ts'
import { declineOffer } from './answering/decline.ts'
import { addToBrief } from './answering/information.ts'
import { answerQuestion, askQuestion } from './answering/need_info.ts'
import { recycleLead } from './answering/recycle.ts'
import { reofferLead } from './answering/reoffer.ts'
import { undoAnswer } from './answering/undo.ts'
import { withdrawLead } from './answering/withdraw.ts'
import { declineCall } from './calls/cannot_make_it.ts'
import { logCallForm } from './calls/log_call.ts'
import { showDigest } from './digest/digest.ts'
import { reviewDigest } from './digest/review.ts'
import { showHistory, turnHistory } from './handoff/history.ts'
import type { LeadForm } from './handoff/lead_form.ts'
import { showFound } from './home/find.ts'
import { showMine } from './home/mine.ts'
import { showOne } from './home/show.ts'
import { discardDraft, goBack, reshape } from './offering/form.ts'
import { handOffAgain, openFromMessage, openNewHandoff } from './offering/open.ts'
import { sendHandoff } from './offering/send.ts'
import { qualificationNext, whoNext } from './offering/steps.ts'
import { postAgain } from './outbox/post_again.ts'
import { sendTestMessages } from './outbox/test_messages.ts'
import { correctOutcome } from './outcomes/correct.ts'
import { feedback } from './outcomes/feedback.ts'
import { reshapeOutcome, sayOutcome } from './outcomes/outcome.ts'
import { logTouchForm } from './owning/log_touch.ts'
import { nextStep } from './owning/next_step.ts'
import { finishPullIn, pullSdrIn } from './owning/pull_in.ts'
import { reassignLead } from './owning/reassign.ts'
import { verbalHandover } from './owning/verbal_handover.ts'
import { showPay } from './pay.ts'
import {
  keepHandoverForm,
  keepPreferences,
  openPreferences,
  openPreferencesOf,
} from './people/preferences.ts'
import { chooseErased, eraseChosen, exportChosen, openErase } from './privacy/erase.ts'
import { openExport, sendExport } from './privacy/export.ts'
import type { Asked, Click, Form, FormAnswer, FromMessage, Slash } from './requests.ts'
import { saveHolidayList } from './settings/holidays.ts'
import { saveSection } from './settings/save.ts'
import { openSection, openSettings, reshapeFramework } from './settings/settings.ts'
import { saveTeamSettings } from './settings/team.ts'
import { nudgeMover } from './stuck/nudge.ts'
import { snoozeFor } from './stuck/snooze.ts'
import { showStuck } from './stuck/stuck.ts'

export const COMMAND = '/handoff'

/** What people type after `/handoff`. One that `opens` a form is acknowledged first; the others answer at once. */
export type Word = { word: string; usage: string; means: string } & (
  | { opens: (bot: Bot, slash: Slash) => Promise<void> }
  | { answers: (bot: Bot, slash: Slash) => Promise<Message> }
)

export const words: Word[] = [
  { word: '', usage: '', means: 'hand off a lead, or go on with the one you began', opens: openNewHandoff },
  { word: 'mine', usage: 'mine', means: 'your open handoffs, with when they are due', answers: showMine },
  {
    word: 'show',
    usage: 'show H-42',
    means: 'everything about one handoff, with its history',
    answers: showOne,
  },
  {
    word: 'find',
    usage: 'find TEXT',
    means: 'handoffs by company, person or address',
    answers: showFound,
  },
  { word: 'stuck', usage: 'stuck', means: 'handoffs that need somebody now', answers: showStuck },
  {
    word: 'digest',
    usage: 'digest',
    means: 'this week so far, for managers and admins',
    answers: showDigest,
  },
  {
    word: 'pay',
    usage: 'pay 2026-11',
    means: 'your credits of a month, line by line',
    opens: showPay,
  },
  { word: 'export', usage: 'export', means: 'tables as files, for admins', opens: openExport },
  {
    word: 'erase',
    usage: 'erase TEXT',
    means: 'erase one prospect, for the people named for it',
    opens: openErase,
  },
  { word: 'prefs', usage: 'prefs', means: 'your messages, hours, leave and cover', opens: openPreferences },
  {
    word: 'settings',
    usage: 'settings',
    means: 'teams, criteria, deadlines and posts, for admins',
    opens: openSettings,
  },
  {
    word: 'test',
    usage: 'test',
    means: 'one of each kind of message to yourself, marked TEST',
    opens: sendTestMessages,
  },
  { word: 'help', usage: 'help', means: 'this list', answers: async () => help(COMMAND, words) },
]

export const shortcuts: Record<string, (bot: Bot, asked: Asked) => Promise<void>> = {
  new_handoff: openNewHandoff,
}

export const messageShortcuts: Record<string, (bot: Bot, asked: FromMessage) => Promise<void>> = {
  hand_off_message: openFromMessage,
}

/** Forms about one lead: the button and the form that it opens have the same name. */
const leadForms: Record<string, LeadForm> = {
  decline: declineOffer,
  need_info: askQuestion,
  answer: answerQuestion,
  reoffer: reofferLead,
  add_information: addToBrief,
  recycle: recycleLead,
  withdraw: withdrawLead,
  log_touch: logTouchForm,
  update_next_step: nextStep,
  reassign: reassignLead,
  log_call: logCallForm,
  outcome: sayOutcome,
  correct: correctOutcome,
  feedback,
  pull_in: pullSdrIn,
  verbal_handover: verbalHandover,
}

const each = <T>(take: (form: LeadForm) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(leadForms).map(([name, form]) => [name, take(form)]))

/** Buttons and menu entries, by what they do. */
export const buttons: Record<string, (bot: Bot, click: Click) => Promise<void>> = {
  ...each(({ open }) => open),
  accept: acceptOffer,
  undo: undoAnswer,
  pull_in_done: finishPullIn,
  cannot_make_call: declineCall,
  prefers: keepHandoverForm,
  hand_off_again: handOffAgain,
  prefs_of: openPreferencesOf,
  mark_reviewed: reviewDigest,
  export_chosen: exportChosen,
  nudge: nudgeMover,
  snooze_1: snoozeFor(1),
  snooze_3: snoozeFor(3),
  snooze_7: snoozeFor(7),
  show_history: showHistory,
  history_page: turnHistory,
  post_again: postAgain,
  send_back: goBack,
  discard_draft: discardDraft,
  new_handoff: openNewHandoff,
  open_prefs: openPreferences,
  open_settings: openSettings,
  intro: reshape,
  settings_open: openSection,
  framework_chosen: reshapeFramework,
  outcome_chosen: reshapeOutcome,
}

export const forms: Record<string, (bot: Bot, form: Form) => Promise<FormAnswer>> = {
  ...each(({ submit }) => submit),
  send_who: whoNext,
  send_qualification: qualificationNext,
  send_handover: sendHandoff,
  prefs: keepPreferences,
  export: sendExport,
  erase: chooseErased,
  erase_confirmed: eraseChosen,
  settings_framework: saveSection('framework'),
  settings_deadlines: saveSection('deadlines'),
  settings_posts: saveSection('posts'),
  settings_reasons: saveSection('reasons'),
  settings_people: saveSection('people'),
  settings_signals: saveSection('signals'),
  settings_holidays: saveHolidayList,
  settings_team: saveTeamSettings,
}
