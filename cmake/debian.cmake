# What Debian has otherwise, done to the staged packages: compressed manual pages, and in each package a changelog and the
# copyright, in Debian's own forms. SPDX-License-Identifier: Apache-2.0
set(staged ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
file(GLOB_RECURSE pages ${staged}/*/usr/share/man/*.1)
if(pages)
  execute_process(COMMAND gzip -9n ${pages} COMMAND_ERROR_IS_FATAL ANY)
endif()

foreach(pair buju:buju dev:libbuju-dev)
  string(REGEX REPLACE ":.*" "" component ${pair})
  string(REGEX REPLACE ".*:" "" package ${pair})
  if(NOT IS_DIRECTORY ${staged}/${component}/usr)
    continue()
  endif()
  set(doc ${staged}/${component}/usr/share/doc/${package})
  file(WRITE ${doc}/copyright "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: buju

Files: *
Copyright: 2026 the buju developers
License: Apache-2.0

License: Apache-2.0
 On Debian systems the full text of the Apache License, version 2.0, stands in
 /usr/share/common-licenses/Apache-2.0.
")
  file(WRITE ${doc}/changelog "buju (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * What changed stands in CHANGELOG.md in the documents of the package buju.

 -- ${CPACK_DEBIAN_PACKAGE_MAINTAINER}  Sun, 22 Nov 2026 00:00:00 +0000
")
  execute_process(COMMAND gzip -9n ${doc}/changelog COMMAND_ERROR_IS_FATAL ANY)
endforeach()
