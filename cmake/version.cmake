# What `digest --version` says, and the date of the manual page: the commit's, unless SOURCE_DATE_EPOCH sets it. The commit
# is looked up where it matters, in release builds: elsewhere every commit would configure anew.
set(commit unknown)
set(digest_date "")
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  execute_process(COMMAND git rev-parse --short=10 HEAD WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed)
    set(commit ${found})
    execute_process(COMMAND git log -1 --format=%cs WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      OUTPUT_VARIABLE digest_date OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  endif()
  if(EXISTS ${PROJECT_SOURCE_DIR}/.git/logs/HEAD)
    set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/.git/logs/HEAD)
  endif()
endif()
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  string(TIMESTAMP digest_date "%Y-%m-%d" UTC)
endif()
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/app/terminal/version.cpp PROPERTIES
  COMPILE_DEFINITIONS "DIGEST_VERSION=\"${PROJECT_VERSION}\";DIGEST_COMMIT=\"${commit}\"")
# The libraries whose version only a slow header tells, or only a private one.
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/app/terminal/libraries.cpp PROPERTIES COMPILE_DEFINITIONS
  "DIGEST_EIGEN_VERSION=\"${EIGEN3_VERSION}\";DIGEST_SIMDJSON_VERSION=\"${simdjson_VERSION}\";DIGEST_TOML_VERSION=\"${tomlplusplus_VERSION}\"")
