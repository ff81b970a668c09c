# -Wno-restrict, -Wno-stringop-overflow, -Wno-array-bounds: g++ 12 at -O3 reports "x" + std::string falsely (GCC bug 105329).
add_library(digest_warnings INTERFACE)
target_compile_options(digest_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast -Wcast-align
  -Woverloaded-virtual -Wnull-dereference -Wformat=2
  $<$<NOT:$<BOOL:${DIGEST_UNITY}>>:-Wshadow>  # within a group of files, a name of one shadows what is private to another
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wlogical-op;-Wno-restrict;-Wno-stringop-overflow;-Wno-array-bounds;-Wno-null-dereference;-Wmissing-declarations>
  $<$<CXX_COMPILER_ID:Clang>:-Wmissing-prototypes>
  $<$<BOOL:${DIGEST_WERROR}>:-Werror>)
