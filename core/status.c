/* From statuses to exit statuses. SPDX-License-Identifier: Apache-2.0 */
#include "buju/status.h"

int buju_status_exit(buju_status status) {
  switch (status) {
#define BUJU_STATUS_EXIT(name, value, exit, zh, en)                                                                    \
  case name: return exit;
    BUJU_STATUS_TABLE(BUJU_STATUS_EXIT)
#undef BUJU_STATUS_EXIT
  }
  return 6;
}
