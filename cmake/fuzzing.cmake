# With DIGEST_FUZZ the code of all layers tells libFuzzer which branches an input takes. The engine itself is linked into
# the executables of tests/fuzz alone.
if(DIGEST_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "DIGEST_FUZZ needs clang++ (use the preset fuzz)")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
