include(GNUInstallDirs)
install(TARGETS digest RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/digest)
install(FILES ${digest_docs_folder}/digest.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${digest_docs_folder}/digest.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME digest)
install(FILES README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/digest-arxiv OPTIONAL)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/digest-arxiv)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/digest-arxiv RENAME copyright)

# `cpack` in the build folder makes the Debian package (docs/decisions/0007-debian-package.md).
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME digest-arxiv)
set(CPACK_PACKAGE_VENDOR "The digest authors")
set(CPACK_PACKAGE_CONTACT "The digest authors <digest@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "write a monthly best-of-arXiv edition")
set(CPACK_PACKAGE_DESCRIPTION
"digest harvests what arXiv listed, gathers citations and attention, scores
every paper against the reader's topics, selects a varied few and writes a
Markdown edition with a Why and Key insights for each, taken from the
abstract's own sentences. The same input gives the same bytes.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_FILE_NAME "digest-arxiv_${PROJECT_VERSION}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
