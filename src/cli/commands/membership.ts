import type { Command } from 'commander'
import type { CliContext } from '../cli-context.ts'
import { addMembershipEraseCommand } from './membership-erase.ts'
import { addMembershipExtendCommand } from './membership-extend.ts'
import { addMembershipListCommand } from './membership-list.ts'
import { addMembershipRegisterCommand } from './membership-register.ts'
import { addMembershipSlashCommand } from './membership-slash.ts'
import { addMembershipStatusCommand } from './membership-status.ts'
import { addMembershipWithdrawCommand } from './membership-withdraw.ts'

export function addMembershipCommands(membership: Command, context: CliContext): void {
  addMembershipRegisterCommand(membership, context)
  addMembershipStatusCommand(membership, context)
  addMembershipListCommand(membership, context)
  addMembershipExtendCommand(membership, context)
  addMembershipEraseCommand(membership, context)
  addMembershipWithdrawCommand(membership, context)
  addMembershipSlashCommand(membership, context)
}
