/* Names that read as names. All characters are in GB2312, so in every Chinese encoding.
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef BUJU_LAYERS_SAMPLE_NAMES_H
#define BUJU_LAYERS_SAMPLE_NAMES_H

#include "layers/sample/county.h"
#include "layers/sample/rng.h"

/** Draws a place name without suffix: 张家湾, 大王庄, 石桥. */
void buju_name_place(buju_sample_kind kind, buju_rng *rng, char name[BUJU_SAMPLE_NAME]);
/** The name of a settlement: unique in its village. */
void buju_name_settlement(const buju_county *county, buju_ix settlement, char name[BUJU_SAMPLE_NAME]);
/** The name of a person. */
void buju_name_person(buju_rng *rng, bool woman, char name[BUJU_SAMPLE_NAME]);
/** The name of a facility: 石桥镇张家湾村卫生室. */
void buju_name_facility(const buju_county *county, const buju_sample_facility *facility,
                        char name[3 * BUJU_SAMPLE_NAME]);

#endif
