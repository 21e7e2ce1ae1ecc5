/* Joins the rooms: from a scenario and a region to a plan. SPDX-License-Identifier: Apache-2.0 */
#include "buju/plan.h"
