# A layer is a static library of the files in src/<layer>/ with its public headers in include/digest/<layer>/: a file's
# place is its registration.
# The standard headers are parsed once for all layers (precompiled in digest_base): it halves the time of a build. The
# flags of all layers are the same, which a shared precompiled header needs.
set(digest_precompiled <algorithm> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional> <set> <span>
  <string> <string_view> <vector> <fmt/format.h> <tl/expected.hpp>)
# Eigen's vector code does not compile at -O0 behind a precompiled header (g++ 12).
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/text/similarity.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)

# With DIGEST_UNITY the files of a layer are compiled eight at a time, as one: a header that many of them include is parsed,
# and a template instantiated, once for the eight. So no two files of a layer may define one name, not even privately.
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/text/similarity.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

function(digest_layer name)
  cmake_parse_arguments(LAYER "" "" "LINKS;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  if(NOT sources)
    add_library(digest_${name} INTERFACE)
    target_link_libraries(digest_${name} INTERFACE ${LAYER_LINKS})
    return()
  endif()
  add_library(digest_${name} STATIC ${sources})
  set_target_properties(digest_${name} PROPERTIES UNITY_BUILD ${DIGEST_UNITY})
  target_include_directories(digest_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include)
  target_compile_definitions(digest_${name} PRIVATE JSON_USE_IMPLICIT_CONVERSIONS=0)
  if(name STREQUAL "base")
    target_precompile_headers(digest_base PRIVATE ${digest_precompiled})
  else()
    target_precompile_headers(digest_${name} REUSE_FROM digest_base)
  endif()
  target_link_libraries(digest_${name} PUBLIC ${LAYER_LINKS} PRIVATE ${LAYER_PRIVATE} digest_warnings)
endfunction()
