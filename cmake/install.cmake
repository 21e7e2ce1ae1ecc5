# What `cmake --install` puts where, and the Debian packages CPack makes of it: buju, and libbuju-dev for programmers.
# SPDX-License-Identifier: Apache-2.0
install(TARGETS buju RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT buju)
install(DIRECTORY ${made}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT buju)
install(FILES ${made}/completion/buju DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT buju)
install(FILES ${made}/completion/_buju DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT buju)
install(FILES ${made}/completion/buju.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT buju)
# The profiles are inside the program; these are for reading, and to start one's own from.
install(FILES ${profiles} DESTINATION ${CMAKE_INSTALL_DATADIR}/buju/profiles COMPONENT buju)
# Documents and samples keep the places they have to each other, so that links lead where they do here.
install(FILES README.md README.zh-CN.md CHANGELOG.md CONTRIBUTING.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT buju)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright COMPONENT buju)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT buju PATTERN draw EXCLUDE)
install(DIRECTORY samples DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT buju PATTERN out EXCLUDE PATTERN run EXCLUDE)

install(TARGETS libbuju ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
install(DIRECTORY include/buju DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
# Wherever it is installed or moved to, its prefix is found from where it lies.
file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" up ${up})
configure_file(cmake/buju.pc.in buju.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/buju.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME buju)
set(CPACK_PACKAGE_VENDOR "the buju developers")
# The first line of each is its synopsis: CPack would put a common one before both.
set(CPACK_COMPONENT_BUJU_DESCRIPTION
    "plans where primary health care stands
Reads the villages, people, facilities and roads of a county, applies
siting policy written as data, and writes coverage gaps, layouts and annual
construction targets as a GeoPackage for QGIS, and the annual report.
.
按政策规划县域基层医疗卫生机构的布点：一村一结论，写明理由和条款。")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL buju dev)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "the buju developers <developers@buju.invalid>")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_BUJU_PACKAGE_NAME buju)
set(CPACK_DEBIAN_BUJU_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_BUJU_PACKAGE_RECOMMENDS "fonts-noto-cjk")
set(CPACK_DEBIAN_BUJU_PACKAGE_SUGGESTS "qgis")
set(CPACK_DEBIAN_DEV_PACKAGE_NAME libbuju-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libgdal-dev, libproj-dev, libgeos-dev, libsqlite3-dev, libspatialite-dev, libfyaml-dev, coinor-libcbc-dev, coinor-libclp-dev, libcairo2-dev, libpango1.0-dev, libxlsxwriter-dev")
set(CPACK_COMPONENT_DEV_DESCRIPTION
    "library that plans where primary health care stands (development files)
Headers and the static library, for programs that plan by themselves: a
scenario and a region are read once and planned many times.")
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/debian.cmake)
set(CPACK_STRIP_FILES ON)
include(CPack)
