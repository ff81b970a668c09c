# The manual page and bash's completion are written by the program's own tables of verbs and options. They are built with
# digest, so that what was built can be installed.
add_executable(digest_make_docs src/make_docs.cpp)
target_link_libraries(digest_make_docs PRIVATE digest_app digest_warnings)

find_program(GZIP_PROGRAM gzip REQUIRED)
set(digest_docs_folder ${PROJECT_BINARY_DIR}/docs)
file(MAKE_DIRECTORY ${digest_docs_folder})
# -n: no name and no time in it, so that the same page is the same bytes.
add_custom_command(OUTPUT ${digest_docs_folder}/digest.1.gz ${digest_docs_folder}/digest.bash
  BYPRODUCTS ${digest_docs_folder}/digest.1
  COMMAND digest_make_docs ${digest_docs_folder} "${digest_date}"
  COMMAND ${GZIP_PROGRAM} -9 -n -f -k ${digest_docs_folder}/digest.1
  DEPENDS digest_make_docs VERBATIM)
add_custom_target(digest_docs ALL DEPENDS ${digest_docs_folder}/digest.1.gz ${digest_docs_folder}/digest.bash)
add_dependencies(digest digest_docs)
