/** How the command is called, for a terminal of 100 columns. */
export const USAGE = `Usage: npm run sync -- [options]

Run the synchronisation now
  --dry-run                           plan and report, write nothing
  --register ID                       only this register
  --population guardians|employees    only these persons

Read what a run did
  --report latest|RUN-ID              the report
    --format table|json               default: table

Look at what a dry run or a stopped run would have written
  --differences latest|RUN-ID         the list, without national ids
    --format csv|html                 default: what the file's name says, otherwise csv
    --out FILE                        default: to the terminal

Approve that list, so that the next run writes
  --approve REGISTER-ID

  --help                              this text
`;
