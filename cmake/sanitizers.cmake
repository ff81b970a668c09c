# The four checks left out double the time to compile; null and object-size are found by AddressSanitizer when they matter.
if(DIGEST_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,alignment,vptr,object-size
    -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
