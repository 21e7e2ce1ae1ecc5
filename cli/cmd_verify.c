/* buju verify: whether a certificate proves what it says. SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli/command.h"
#include "cli/solve_show.h"

extern const command cmd_verify;

static int run(buju_ctx *ctx, int argc, char **argv) {
  BUJU_MSG(unknown, "没有选项 {0}", "no option {0}");
  BUJU_MSG(files, "需要证明文件和数据文件，必要时再加候选点表",
           "a certificate and an instance are needed, and the table of candidates where there is one");
  const char *file[3] = {NULL, NULL, NULL};
  int n = 0;
  bool json = false;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--json") == 0) {
      json = true;
    } else if (argv[i][0] == '-' && argv[i][1] != '\0') {
      return usage_failure(ctx, &cmd_verify, BUJU_SAY(unknown, buju_text(argv[i])));
    } else if (n == 3) {
      return usage_failure(ctx, &cmd_verify, BUJU_SAY(files));
    } else {
      file[n++] = argv[i];
    }
  }
  if (n < 2) return usage_failure(ctx, &cmd_verify, BUJU_SAY(files));
  buju_solution *proved = NULL;
  buju_status status = buju_certificate_verify(ctx, file[0], file[1], file[2], &proved);
  if (status != BUJU_OK) return report_failure(ctx, status);
  if (json)
    solve_show_json(file[1], buju_solution_see(proved), true);
  else
    solve_show_text(ctx, file[1], buju_solution_see(proved), true);
  buju_solution_free(proved);
  return 0;
}

const command cmd_verify = {
    "verify",
    {"核对 buju solve 写出的最优性证明", "checks the proof that buju solve wrote"},
    {"用法：buju verify 证明文件 数据文件 [候选点表] [--json]\n"
     "\n"
     "重新读入数据，重算方案的值，逐步核对下界的证明，并说明证明了什么。核对程序与求解器没有共用的代码，只用整数运算"
     "。\n"
     "证明不成立时退出状态为 5，并指出证明文件的哪一行不成立。规则见 docs/adr/0014-siting-with-proof.md。\n",
     "Usage: buju verify CERTIFICATE INSTANCE [CANDIDATES] [--json]\n"
     "\n"
     "Reads the instance anew, reckons what the plan is worth, checks the proof of its bound step by step, and says "
     "what\n"
     "is proved. It shares no code with the solvers and computes in whole numbers. When something does not hold, the "
     "exit\n"
     "status is 5 and the line of the certificate is named. docs/adr/0014-siting-with-proof.md has the rules.\n"},
    run};
