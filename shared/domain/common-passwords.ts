/**
 * What guessing tries first, from @zxcvbn-ts/language-common 4.1.3 (MIT; © Dan Wheeler, Dropbox, zxcvbn-ts): of its list by frequency the first 10,000 that are
 * shorter than ten characters (people stretch them) and all longer ones. Sorted; a number says how many characters of the word before a word begins with.
 */
const SORTED = `
00.0.0.000 500 100000 60000d 90o 67 51 57 31 411 37 477fffa 27007 3bond 11011 5900 610 660 670 71 72 73 74 75 76 77 78 79 680 71 72 73 74 75 76 77 78
79 690 71 72 73 74 75 79 42000 71 610 71 480 491 3203 604 805 9506 41985 77 78 79 690 72 331980 71 73 74 75 76 78 79 490 341980 73 75 77 78 79 690 72
73 351980 75 76 77 78 79 690 361983 76 77 78 690 72 371984 76 77 78 690 381985 79 690 72 391985 77 78 79 692 2101987 321986 77 78 690 2234567890 9910
4654789 598745 24702580369 4258369 4852369 596325 292837465 2telemike01 12011971 75 76 77 79 680 71 72 73 74 75 76 77 78 79 690 321971 73 76 77 78 79
680 71 72 73 74 75 76 77 78 79 690 71 331970 73 74 75 77 78 79 680 71 72 73 74 75 76 77 78 79 690 71 341972 73 74 75 76 77 78 79 680 71 72 73 74 75 76
77 78 79 351970 72 73 75 76 77 78 79 680 71 72 73 74 75 76 77 78 79 690 361971 72 73 74 76 77 78 79 680 71 72 73 74 75 76 77 78 79 690 371971 75 76 77
78 79 680 71 72 73 74 75 76 77 78 79 381970 73 74 76 77 79 680 71 72 73 74 75 76 77 78 79 391971 73 75 76 77 78 680 71 72 73 74 75 76 77 78 79 2101973
75 76 77 78 79 680 71 73 74 75 76 77 78 79 311987 13011987 691 321986 331984 76 77 78 690 71 72 73 341980 73 74 76 77 79 691 351986 77 78 361984 75 76
77 78 371985 76 77 381989 42006 391983 78 2101985 691 311987 321986 14021985 690 331991 341983 75 76 77 78 690 71 351985 77 78 361984 76 77 690 71
371986 77 78 381987 391986 2111988 691 220 15011987 321987 78 331987 690 71 341985 76 351985 76 77 79 690 71 3605rostik 41983 76 78 79 690 371984 75
78 381986 77 78 79 692 391987 78 2101984 311986 321988 690 16011982 78 321986 77 79 331983 76 692 341984 77 78 351983 76 77 361981 75 76 77 78 690
371983 74 76 381986 77 78 690 391989 2101989 311986 17021980 77 691 331989 341985 77 78 79 351987 690 361986 78 371977 682 74 75 77 78 79 690 381984
76 77 391982 78 690 2101984 77 311987 18011986 321989 690 331985 76 77 341985 76 351987 79 690 361986 77 371985 76 77 78 381983 76 78 79 690 2101986
311983 74 321986 77 19011990 321988 79 331987 78 341985 76 77 690 351945 684 76 77 690 381985 78 391986 78 2101985 311987 287654321a 1cdh0v99ue
1o9i8u7y6t 01000 400 60 31 41980 73 76 78 79 690 72 32 41983 76 77 78 33 41980 77 78 79 690 71 73 34 41983 74 76 77 79 690 71 35 400 41986 77 78 690
361984 75 76 77 79 37 41983 75 76 77 78 79 690 38 41983 75 77 79 690 71 391984 75 76 2101 5980 75 76 77 78 79 690 71 491m 31 41986 79 32 41985 76 77
33 37 220 43 50 640 850 9060 32 33 34 35 3938 647 856 96q 8qp 231 266 2987654321 11011987 79 690 71 32 41984 75 77 78 690 331983 76 78 341985 76 77
690 71 351984 76 77 78 79 690 361984 75 76 77 78 79 691 371985 76 77 78 79 381986 77 78 79 690 391984 75 76 79 690 21000 41986 3111 611 811zz 6a 6q
522222 5986 77 691 5a 6aaaa 5q 42222 4qqqq 32 4131415 5985 76 77 690 422 6333 9000 9444555 9a 3333 3555 3777 3aaa 3qqq 221 32 411 622 811 43 53 644
855 9566 33 458 613 821 35 233557799 25599 12011985 77 79 321984 75 78 690 71 331985 76 77 78 690 34 41986 77 78 690 71 351985 76 77 78 79 690 361980
76 77 78 476 489 371982 74 77 78 79 690 71 72 381983 74 75 76 77 78 690 73 391986 78 690 71 210 41984 75 76 78 79 690 31 41984 75 690 71 321 5982 74
75 76 77 78 79 690 71 4312121 33 41213 54 615 816 35 221 41221 33 433 64444 9455555 34 35 230 400 41230 498 312 53 612 83a 9q 64 6a 6q 7weqwe 32323q
332 51 6123 9321 6456654 6a 6q 7weewq 34 4123 4321 44321 45 50 69876 51 54321 55 64321 91a 91q 56 60 61 723 62000 654321 66 754321 67 72000 77654321
78 82000 887654321 89 9* 9. 90 900 9000 900987654321 901 9012 90987654321 90a 90d 90l 90m 90o 90p 90q 90qaz 90qw 90qwe 90qwerty 90s 90w 90z 90zzz 91
910 9101 912 9123 92000 987654321 99 9987654321 9a 9aa 9aaa 9abc 9as 9asd 9b 9c 9d 9e 9f 9g 9i 9j 9k 9l 9m 9n 9o 9p 9q 9qaz 9qq 9qqq 9qw 9qwe 9qwer
9qwerty 9r 9s 9t 9v 9w 9x 9y 9z 9zx 9zxc 9zz 8a 8q 9we 79 7a 7q 8wertyu 68 6a 7a 7s 6d 6g 6k 6l 6m 6n 6q 7qq 7w 8e 9r 9rt 9rty 6r 7u 6s 6t 6w 6z
7xcvbn 57 59 5a 6bc 8de 6sdfg 5m 5q 6az 8wsx 6w 7e 8r 9t 9t7 9ty 5r 5s 5t 6rewq 5z 6xcvb 465 48765 4abcd 5sdf 4qw 6e 7r 8asdf 9sdfzxcv 8ty 4rewq 4zxcv
35 467 4789 365 54 678 89 90 9a 4987 74 85 3789 6456 65 3890 3987 3aaa 4bc 4sd 3ewq 6asdcxz 3hfjdk147 3q123 4az 4q123 4w 5e 6123 9qwe 6456rty 6asd 9zx
9zxc 6r 7t 8y 9123 3zxc 24578 28500 2andriy14 2qw12 6qw 434er 856ty 4as 6zx 13011987 78 321984 75 77 690 71 331986 77 79 691 341987 78 79 351986 77
690 361985 76 77 690 71 371982 74 75 77 79 690 71 381985 76 77 391984 76 77 78 2101982 77 78 692 311984 690 321983 75 79 3313 22435 646 857 456 465
3forever 24679 6852 90 25246 3790 68642 51 61 52468 90 58642 597531 266613 39 14011986 77 78 79 321983 75 76 77 79 690 71 331986 78 79 690 341986 77
78 691 72 351983 76 77 690 361988 691 371986 77 78 381985 78 690 391987 78 79 690 2101983 76 77 78 691 311986 77 321989 3627 22536 3857 25236 27258
636 89 90 9a 3369 3741 3852 636 89 496 63 72 85 3963 2881488 292 15011983 75 76 77 78 690 321983 75 76 690 71 331986 77 78 79 690 71 341987 78 351981
75 76 77 79 690 71 72 361984 75 78 371983 75 76 77 78 690 481 381980 76 78 79 690 71 391985 77 78 79 2101986 691 311984 76 78 79 321983 75 77 23624
2426378 29263 3357 6a 3632 375 53 6159753 62486 6456852 38753 3951 16011985 76 77 79 691 321987 78 79 690 331986 78 690 341985 76 78 351985 76 77 78
79 690 361985 76 77 78 690 371987 691 381986 391987 78 690 2101986 77 311982 79 690 321986 77 691 22534 1701 41987 690 321985 76 77 79 331987 692
341985 76 77 691 351983 77 78 79 690 361986 77 78 79 691 371985 76 77 79 690 381990 391985 77 2101986 77 311985 77 78 321985 76 77 371717aa 22839 276
18011984 75 76 77 78 321984 76 77 78 692 331986 78 691 341986 690 71 351987 78 79 690 361985 76 77 690 71 371986 79 690 381988 391984 75 76 77 2101985
77 79 311983 76 77 32 41812 5983 74 75 77 690 2436572 19011985 76 77 79 321985 690 71 331985 77 341985 76 351983 76 77 361985 77 690 71 72 371983 76
78 79 690 381986 77 391983 76 78 690 2101986 77 690 311985 76 77 321988 79 22837 646 85 95 9q 23570356033 2411945 258proman 26969 286irachka 294200414
352009sa 360610ilja 2mtpgam19 1a2a3a4a5a 9a6a 3b3c 64d 85e 3s3d 64f 85g 9g6h 1dragon 1master 2ichael 3llion 1pass1page 5wor 2ussy 1q2q3q 64q5q 3w3e
64r 85 9t 9t6y 23e5t7u9o 2a2ws 63ed 94rf 94rf5tg 3z2ws 7x 83edc 9edc4rfv 4wsxedc 4xsw 72 83edc 9edcvfr4 4zaq1 2w23er4 3erty 7uiop 1x2zkg8w 1z2x3c 64v
85b 0200000 311983 77 78 79 321985 76 78 690 71 331985 76 77 78 690 71 72 341985 76 78 690 351983 74 75 76 77 78 79 361980 73 74 76 77 78 690 71
371984 76 78 381986 690 71 391986 78 691 2101986 77 78 311986 77 321986 78 79 362016up 11011985 78 79 690 71 321985 76 77 78 79 690 331984 75 76 77 78
690 341985 76 77 690 71 72 351986 78 690 71 361985 76 78 79 371987 79 690 72 381985 77 690 391987 79 690 2101983 76 77 78 79 311983 75 76 79 690 32
41985 76 77 78 79 42112 228506 243658709 12011985 76 78 692 321985 76 78 79 690 331984 76 77 691 341985 76 77 78 691 351986 77 78 79 690 71 361941 684
75 77 78 79 690 71 371983 74 75 76 77 78 79 690 71 72 381983 76 77 691 391984 75 76 77 78 690 71 2111985 78 321983 76 77 79 22333 3777 23322 444 24466
688 25588 13011985 690 321983 74 75 76 78 79 691 72 331983 76 77 690 341986 77 78 691 351983 74 75 76 77 690 71 361985 77 78 79 690 72 371985 76
391982 75 76 77 79 691 2101987 311986 77 79 321986 376djivanfros 25689 2skidoo 2wkoa0fp78dk 14011985 77 690 321985 78 691 331987 78 690 341984 75 76
78 690 351989 690 361984 75 76 77 78 692 371987 690 71 72 381988 690 391986 691 2101984 76 78 79 690 71 311987 79 690 321986 77 78 79 2680 513579 410
39 15011985 76 690 73 321983 74 75 76 78 331983 74 77 691 341985 77 78 691 351980 75 77 78 79 488 361985 76 77 371983 75 77 690 381985 76 77 78 79
391987 79 690 71 72 2101988 79 311987 78 691 321985 77 280 40852 42580 3369 3456 3852 3963 16011986 690 321987 692 331984 76 77 78 690 71 341983 76 78
690 71 351986 78 690 361985 76 77 79 691 4642yra 371984 76 77 79 381983 76 391986 2101986 77 311984 75 321987 79 2429vadim 17011988 690 321990 71 72
331986 77 79 692 341985 690 351986 77 691 361983 75 78 79 690 371983 77 78 381986 690 391983 74 75 77 691 2101987 79 311985 79 690 18011987 78 79
321983 75 76 79 690 72 331982 341983 77 78 692 351985 76 77 78 79 690 361986 78 371984 75 76 77 78 381986 690 2101986 321984 79 690 19011982 75 77 78
690 331982 78 690 341984 75 76 77 78 79 351985 77 79 690 72 361984 75 76 78 79 690 371983 75 76 381982 75 77 78 690 391987 2111987 78 79 321984 77 78
1dumb2live 1fast4u 03000gt 311985 76 77 690 331986 78 692 341985 76 77 691 351985 76 77 78 79 36 41983 75 77 78 79 371986 692 381984 79 391985 79
2101987 78 311987 321985 76 77 78 11011985 77 690 331987 78 690 351982 75 76 77 691 73 371990 381989 2101987 691 321985 76 77 78 690 2217221027711
24159 626 854 25475 121123 3456 3654 6987 47 532167 58 2615948worms 132211 23444 3555 3666 3777 24455 26699 157159 3951 162436 29258 6147 3852 3963
18gjgeuftd 1f3fpht7op 1ip76k2 1rjs1la7qe 1syqo15hil 1x7pxr 04121 38 23276191q 25263 2d8cd98f00b 1200 400 3247 3842084208555 26hemi 294967296 2qwerty42
1417 2332211 25566 156123 3321 3654 3852 3987 2m2do5bs 1815162342 92a 92lf 92lost 92q 1904s677075 2ers 1ever 1runner 1you 05000 2cent 2spanks
11051051051 250 400 45150 1201314 141233432442 232112345 1544332211 251212 3666 3777 26677 2bgates 1683 17chevy 1858855abc 19382113kevinp 1hsu75kpot
1t4r3e2w1q 1wr2i7h8 06215mila6215 135241 154123 25321 16613666 3666 3777 3999 171fsa75yt 251520 1969 46 59 296 2camaro 07007 2780070780 13501505
1410258963 48520 32369 3852 6963 90 3963 22617000027 153159 3951 17347734 253191 27333 3666 37755102q 577 7a 3888 39311 499 28899 184512 27898 29123
34 45 56 612 83 90 9a 9q 35123 36321 454 6123 3987 194613 1elephants 1jokx7b9du 1ugd5hip2j 080070633pc 2361665abc 2637852730 296468644q 372694711
388218126 11fukkc 152456 1675309 175421 2654321vv 2e5nclizry 18002000600 28999 19015173454 332073168 357003343 363032220m 2132664230 372735872
381502334 2211375759 331243658s 2600506779 314774181 2876065093rax 2semtsriuty 1inches 1j4ye3uz 1phrowz622 94 090210 26090 285084232 4603566 111911
28273 1293709b13 1379992 151357 3753 262876 163258 3852 6741 90 1731553197 187123 3321 3456 6321 90 3654321a 9g 9z 29244342a 196633 28877 66655
29111999q 3666 2strenght 1z5ve9rrcz 0a11111 2234 55 66 77 88 99 990 2a2a3 6a4a5 2b2c3 6d4 8e5 2s2d3 6f4 8g5 95h6 13eilm2s2y 1789456123 1987654321
1a123456 8789 2a111 3a1111 4a1 3sss 2liyah 2rdvark 3on 51 1bacab 4us 2bott 3y 2c12 53 64 75 86 9789 3d123 74 856 4e12345 5fg1 2ercrombie 4deen 2grtyu
2igail 2normal 2racadabra 4ham 4kadabra 2solut 7e 8ly 3tr 1capulco 2cept 4ss 614 3ord 4unt 7bloc 7ing 2hilles 3tung 2idburn 2milan 2tion 4vation 5e
2ura 1d12345678 2am 412 4s 2dict 4son 2elaide 4ina 2gjmptw 2idas 2min 51 68533362 5istrator 4ral 2onis 2renalin 9e 3ian 6a 6o 4enne 2ult 5s 2vance 7d
3ent 1ezakmi 7123 1fghanistan 2rica 4ka 62002 1gain 2ent007 2gies 1ikido 3man 2leen 2mee 2rborne 4us 3craft 3force 3man 3plane 4ort 3wolf 2san 1jax
2cuivd289 2njuhfabz 1kira 2sjdlasdakj89879 1labama 7123 3din 3in 3n 4is 3ska 2bany 4tros 3ert 6a 6o 3ina 4on 2catraz 3hemy 3ohol 2ejandr 8o 91
3ksander 8r 9a 5ey 3na 4ka 3ssandra 9o 3x 412 63 74 4alex 5nde 8r 91 7r 8a 91 8e 8ia 4ey 4i 5a 5s 4sander 4xx 2fa 3onso 3red 6o 2gebra 2ibaba 3ce 51
4ia 3en 5s 3na 5alina 4ka 3sa 5alisa 4ha 4on 4sa 3ve 2kanaft123 2l4one 3ahuakbar 4n 3day 3egro 4n 51 4ycat 3good 3iance 4son 71 3mine 3sop 4tar
2mighty 3ond 2oha 3ne 2pha 51 623 635792468 5bet 6ravo 5omega 3ine 2tair 3erego 5nativa 9ve 3ima 3oids 2ucard 2varo 2ways 2yssa 1m4h39d8nh 2adeus
7ptfcor 3nd 5a 61 3teur 7s 4ory 4ure 3zing 4on 2bassador 3er 51 5s 3rose 6ia 2elia 5e 3ric 6a 71 7n 5ka 3thyst 2iga 4o 5s 2orcit 4e 2stel 5rda 8m 91
1n83546921an13 2aconda 3i 3kin 3l 4og 4sex 3nas 3rchy 3stasi 8a 8ja 8ya 2chor 2derlecht 5s 6en 6on 3re 5a 61 6s 5i 5s 5w 61 6jackie 6s 5y 61992 4omed
8a 3y 4od22 2field 2gel 51 623 52 5a 61 6ngel 5ic 7a 6ka 6na 5o 6chek 6fwar 5s 5us 3ie 3us 51 2hyeuem 2imal 62000 6s 4e 3ta 2na 4anna 4bell 3e 4tte
3ie 51 4ka 3marie 2onymous 3ther 2swer 2tananarivu 4res 3elope 3hon 6y 71 4rax 3ichrist 3oine 4n 5i 6a 6na 6o 5y 2ubis 2ything 4imetoday 1ol123 3sucks
1pache 2ocalypse 3kalipsis 3llo 611 73 2ple 51 623 5juice 5pie 5s 6auce 2ricot 4l 51 5ia 2tiva 1quarius 1ragorn 3mis 2cadia 3hange 4er 4ie 3tic 2ea51
2gentin 8a 2iana 5e 5na 3el 4s 3zona 71 2jay 2kansas 2lene 2mada 4geddon 7on 4nd 6o 5i 3stron 3y 2nold 2ound 2row 5s 2sena 6l 71 823 2tem 5artem 5is
5ka 3hur 3ist 3ur 5o 1s123456 2d123 6asd123 3222 3asd 6123 3dsa 3f 412 63 74 4asdf 4fdsa 4g 5123 845 5h 601 61 723456 6j 7k 8l 91 9123 4jkl 4qwer
4zxcv 3qwe 6123 3zxc 2gard 2hle 5e 5igh 5y 61 3ton 2ia 4n 5s 3mov 2pen 3ire 5ine 2sasin 5s 6in 3es 3fuck 3hole 71 823 7s 3man 3word 2talavista 3erix
3onmartin 5villa 3ra 5334566 5l 4id 4o 5s 1thena 5s 3lon 3ome 2lanta 6ic 7s 4s 2omic 2tack 3icus 4la 4tude 1ubrey 3urn 2ckland 82010 2di 4a4 4o 4tt
3rey 2ggie 3ust 6a 6us 2rora 2ssie 3tin 61 631 4rali 8a 91 5ia 2to 3umn 1valanch 4on 3tar 2enger 4ue 2iation 2rillavigne 1wdrgyjilp 2esome 71 823 2ful
2nyce 2o8rx3wa8t 1zamat 3zel 2erbaijan 6ycan 4t 5y 6ui 8op 2rael 2sxdc 6fv 8gb 2tnm 2webitalia 2zer 0babe 4magnet 4ruth 4s 3ies 3oon 3y 4123 4baby
5ear 5lue 5oy 4cake 4doll 4face 4girl 4lon 75 6ve 2cardi 3chus 3k 4bone 4door 4up 3on 2dass 3boy 3dog 3ger 6s 4irl 3iman28200 3man 3naamhere 2ggins 5o
3ira 3puss 2hamut 2iley 61 2ker 2lance 3dwin 3l 4er 5t 4in 4oon 7s 4s 5ack 3timor 2ma 3bam 4i 4oo 2nan 5a 61 6s 5e 3dit 61 3g 4bang 4er 4kok 4ladesh
3k 4er 3ner 3shee 3zai 2racuda 3bados 5ra 6ossa 4er 4ie 3celon 8a 3efeet 5oot 3fly 3itone 3ker 4ley 3ley 3nes 5y 61 3on 3rett 4on 4y 51 3selona 4ik 3t
4man 4on 2se 4bal 7l 81 90 91 92 821 3il 3ket 6ba 8ll 9l1 3s 4et 4man 6ster 3tard 7s 2thing 3man 61 3tery 4le 6field 6star 2uhaus 3ra 2xter 2yern 3lor
1ball 1cfields 1dsm 1each 51 5es 4on 3gle 3ker 3mer 3n 4er 4ie 4s 3r 4bear 4cat 7s 4dog 4s 3st 51 5ie 3t 4er 4le 6s 71 4rice 3u 4tifu 8l 91 5y 3ver
4is 61 2cause 3ca 3ker 4ham 77 4y 2dford 2ech 3fcake 3mer 3r 4beer 4man 3thove 4le 3zer 2gemot 2happy 2lieve 4nda 3kin 3l 4a 51 5donna 5gio 4e 4y
3mont 3oved 2nder 4over 3essere 3fica 3g 4als 3ito 3jami 7n 3nett 4ie 4y 51 3oit 3son 3tley 4on 2owulf 2retta 4zuckiy 3ger 4kamp 3keley 3lin 61945
3muda 3nadette 5rd 4ie 3ry 3t 4ha 4ie 2ssie 3t 4buy 4friend 2ta 3h 4any 3sy 3ter 4ina 4y 5boo 2verly 1hbirf 2rh0h2oof6xbqjeh 1ian 4ca 3o 3tch
2blioteka 2cycle 2gal 4ss 3balls 5ng 4ear 5n 4ird 4lack 5ock 5ue 4ob 5obs 6ty 5ss 5y 4rother 4utt 3cat 4ock 3daddy 5wg 4ick 7s 4og 61 3fish 4oot 3ger
4ie 4les 4un 6s 5y 3head 3john 3mac 5n 4ike 4oney 3one 6s 3pimp 4oppa 3red 3sexy 3time 5t 6s 4ruck 2it 2ke 4r 3ini 2lbo 3l 4abon 4bill 4ie 4y 51 5bob
7y 2mbo 3mer 2nder 3g 4o 51 3laden 2ology 2rd 433 4dog 4ie 4man 3git 3mingham 3thday 810 900 933 821 96 97 98 999 836 854 2scuit 3hop 3marck 6k 4illah
2tch 51 5ass 5es 5y 3e 4me 61 3ter 2zkit 1labla 3ck 51 5adder 5berry 6ir 8d 5cat 5dog 6ragon 5haw 8k 9s 6eart 6orse 5ie 5jac 8k 5lab 8el 5man 6etal
5out 5s 6heep 6onblon 5white 5y 3de 5runner 5s 3hblah 3ine 3ke 51 3m 3nca 5he 5o 3st 5er 3ze 5r 2each 3dsoe 3ssed 5ing 2ingbling 4k182 5y 3tz 5krieg
3zzard 2obby 3nd 5e 6s 5ie 3od 5y 3ssom 3w 4fish 4job 4me 2tynbabrfwbz 2ubber 3e 411 52 63 74 422 53 432 442 499 4ball 5ell 6rr 5ird 5lue 5oy 4devils
5og 5ragon 4eyes 4fish 4jay 7s 4moon 4s 51 5ky 5man 3nts 1mvm3e46gtr 2w325 1oat 4er 4ing 2b123 3afett 3bie 4ob 4y 51 3cat 3dole 4ylan 3marley 2dy
2eing 2gart 3dan 3ey 3us 2hica 2iler 2litas 3locks 5x 3ogna 3ton 2mb 4ay 4er 6s 2nanza 3d 4007 4age 5renko 3e 4head 4r 4s 3g 4o 3ita 3jour 5vi 3kers
3ner 4ie 3sai 2ob 4ear 4ie 6s 4oo 4s 3ger 4ie 3k 4er 4ie 4s 4worm 3m 4boom 4er 61 3ster 3tie 4s 5ie 5y 4y 5s 3yah 3zer 2rabora 3deaux 5r 6s 3edboi4u
3icua 4s 3oda 3ussia 2sco 51 3s 4man 3ton 61 2t_schokk 3tle 4om 2ulder 3nce 6r 4ty 3rbon 2wl 4er 4ing 3man 3ser 3tie 3wow 2xcar 3er 5s 3ing 3ster
2y1cool23 34u2ownnyc 3s 3toy 3z 2zo 1pgjldsgjldthnf 1r0d3r 2549 2ad 4ford 4ley 71 4y 3in 5s 3mble 3nd 5i 5o 6n 71 5y 61 3sil 3veheart 5s 61 4o 3zil
2eakdance 5er 4nna 4st 6s 3eze 3men 3nda 6n 4nan 4t 3st 3tt 3wer 4ster 2ian 51 5a 5na 3cks 3dge 6t 3ggs 4ht 6on 4itte 3stol 3tish 4ney 4tany 5ney
2oadway 3die 3ken 5r 3nco 6s 71 4son 4ze 3ok 5e 5lyn 5s 3ther 7s 3wn 51 5ie 6ng 5s 2uce 51 5lee 5wayne 3ins 4ser 3no 51 3tus 2yan 5t 1ubba 51 623 569
5s 4le 6s 71 2ceta 3k 4et 5ye 7s 4ley 4shot 4y 2dapest 3d 4ah 4ha 4ie 4y 51 623 5boy 3gie 3light 3man 3weise 8r 2ffalo 71 4et 6t 4y 51 3ord 2gger 3s
2ilder 5ing 2jhmbujhm 2kkake 3owski 2ll 4dog 71 7s 4et 4frog 4nuts2003 4s 5eye 5hit 4winkle 2mble 3mer 3per 2nghole 4le 3ker 3nies 4y 51 2rger 3n 4er
4ing 4out 4s 3rito 3ton 2sh 4ido 4master 3iness 8babe 3te 5d 5r 61 72 4y 2tch 5er 3kus 3ler 3t 4er 6bean 6cu 8p 6fl 8y 91 6s 4fuck 4head 5ole 4man 4on
6s 4s 2zz 4ard 4er 1vncnbnvvbn 1yajhvfnbrf 2nthytn 2teme 0c2h5oh 143dae874d 3qpul5rz 17e4f8ezqh 1abbage 3ernet 3le 3ron 2ctus 2dillac 2esar 2fc91
2itlin 2lculator 3gary 3ibra 4co 4ente 4forn 8ia 9a1 4gula 4mero 3l 4away 4ie 5ng 5sto 4ofduty 4um 3vin 61 2maro 6ss 3ber 4iami 4ridg 3den 3el 5ot 5s
5toe 4ra 5o 6n 71 3il 5a 5la 6e 3pbell 4er 4ing 2nada 61 5ian 3cel 5r 4un 3dace 4ice 4le 4y 51 5ass 5eater 5finger 5man 3g 3nabis 4ibal 4on 6dale 3on
3tona 77 3uck 6s 3yon 2pcom 3ecod 4town 3ital 7s 3one 3rice 6or 8n 3slock 3tain 71 2racas 4mel 4van 3bon 3d 4iff 5nal 8s 4s 3ebear 3ina 3l 4a 4isle
5to 7s 4o 5s 61 4ton 3man 4el 5n 5x2 3nage 4ival 3ol 5e 5in 7a 7e 5yn 3pedie 5nte 5t 3rera 4ie 4oll 5t 6s 3s 4on 3ter 4man 71 4oon 7s 3ver 2sablanca
4nova 3cade 3erta 4y 51 3h 4flow 4mone 8y 3ino 4o 3per 61 3sandr 8a 4idy 5e 3ter 4illo 4le 4or 4ro 2t123 3alina 3ch22 5er 3dog 3erpillar 3fish 3herin
8e 4y 3man 3nip 3s 3tle 3woman 2ught 2valier 3eman 2yman 1br600 3900 6rr 1cbill 1dtnbr 4kfyf 1easar 2cile 5ia 2dric 2gthgegth 6fhjkm 2leb 5rity 4ron
4ste 3ica 4ne 3tic 61888 6s 2ment 2ng 3ter 4ral 4ury 2rberus 2ssna 2vthrb 1fitymrf 2kfvfylhf 1gfhnfr 2hfdjxybr 2twbfkbcn 1hachi 3d 3i 4ns 6aw 4r
3lleng 8er 3mber 7s 4p 51 5ion 5s 3n 4ce 4dler 5ra 4el 4g 5e 6d 6me 6s 4nel 4tal 3o 4s 51 3pman 4py 3rger 7s 4isma 5ty 4le 6ne 6s 71 7ton 6y 5i 6e 71
811 823 72 5ott 8e 91 5ton 5y 4med 4on 4ter 3se 51 5r 3vez 2eater 3burashka 3ck 5er 7s 3ddar 3ech 4ks 5y 4rleader 8ers 5s 4se 61 6burger 6cake 4tah 3f
3lle 4se 6a 71 3mical 5st 3n 4g 3rokee 4ries 5y 4yl 3shire 4s 5ie 5master 4ter 71 823 7field 5nut 3velle 4role 8t 4y 51 5s 3wie 4y 3yenne 2iara 3cago
71 4hi 4k 5en 71 823 7s 7wing101 5s 4o 3ef 5s 3ldren 4l 5i 6n 5y 3mera 3na 4chilla 4ese 4ook 3p 4munk 4per 5y 4s 3quita 3vas 2loe 51 2ocha 4olat 8e 91
3ice 3ke 3ng 3ochoo 3pin 4per 3u 4chou 2ris 51 623 5bln 6rown 5s 6y 5t 6a 6i 7a 8an 8n 91 7e 7n 8a 8e 6ma 8s 6op 8he 9er 9er1 6y 3ome 4nic 5o 3ysler
2uai 4ng 3bby 3ck 5ie 5les 5y 3i 3n 4ky 3o 3pakabra 3rch 1iccio 3ero 2gar 5s 2ncinnati 3der 6ella 4y 51 3ema 3namon 2rcle 4us 3rus 2sco 2tadel 4tion
3izen 3roen 3y 2vic 4lization 1jdthitycndj 2kysirj 4wt 1laire 3ncy 3pton 3rence 4inet 5ssa 4k 5e 3ssic 7s 3ude 5i 6a 71 6o 3y 4more 4ton 2eaner 3ment
7e 4son 3o 4patr 8a 3velan 8d 5r 2iff 5ord 4ton 3max 4ber 3nton 3pper 7s 4s 3t 4oris 2ock 3se 5r 3ud 59 5s 5y 3ver 4is 3wn 5s 2ub 4penguin 3tch 2yde
1nfc35762209 3nbcnbrf 3ybckfd 2jvfnjkju 1oach 2bain 4lt 3ra 51 5s 2cacola 4ine 3k 4er 4gobbler 4s 5uck 8er 3oa 4nut 2dered 3y 2ffee 2hiba 2ke 2la 3d
4beer 4play 3e 4man 3in 3lection 5en 5ge 4ie 5n 6s 3nago 3ombia 4nel 5ial 4rado 5s 3t45 4on 4rane 3umbia 6us 2manche 3bat 6123654 3edy 4in 4t 3fort
3icbookdb 9s 5s 4ng 3mand 7e 8r 7o 4ercial 4on 3pact 5ny 5q 61 5ss 5tible 4lete 4ton 4utador 9ra 6e 7r 81 92 2nan 3cord 7e 4rete 3dom 5r 3fidence
5guratio 4used 3g 3nect 7ion 5r 4ie 4or 3over 3quest 3rad 3stant 8in 9ne 5ruction 4umer 3tact 4ent 5st 4ortionist 4ra 6ct 6sena 5ol 7ler 3way 2ok 4ie
61 6s 3l 4cat 5ool 4dude 4er 4guy 4hand 4io 4man 4ness 3per 61 3rs 5light 3ter 2penhag 8en 3per 2ral 3ey 3inna 6e 3leone 3ndog 4ell 5r 4wall 3olla 4na
3perfmonsy 4oration 3rado 3sair 3vette 3win 2smic 4o 5politan 5s 3tello 3worth 2ttage 4on 2ugar 6s 3nter 7strike 5ry 5y 3rage 4tney 2ventry 2wboy 61
6s 71 3girl 2yote 1rack 5er 7s 3ig 3mps 3ppy 3sh 3wford 3zy 51 5bab 5horse 2eam 5pie 5y 4te 5ion 6ve 5ure 3dit 3pusculo 3scent 2icket 71 3minal 4son
3stian 6na 5opher 3tter 2jhgbjy 2omwell 3ss 3w 2uise 6r 3nch 3sader 4her 4ty 2ysis 4tal 71 1tdfcnjgjkm 2htuf 3ulhu 4tq 2rhtn 1uan 2bbies 3s 4win
2cumber 2ddles 2ervo 2linary 2mm 4ing 6s 3shot 4lut 2nt 4finger 4s 2pcake 3oi 2rious 3tis 2ster 4om 6er 2tie 5pie 3lass 3ter 1vthnm 2zefh1gkc
1xfcnkbdfz 5mt 7tcnm 1yber 5online 3org 2clone 7s 5ps 2ecvevhbr 2gnus 6x1 2jdsvujljv 2nthia 2pher 3ress 4us 2rano 3us 2tuehjxrf 0dabears 3omb 2ddy 51
5o 5sgirl 2emon 3woo 2gger 2isey 4y 51 5dog 2kota 61 2le 4jr 3las 61 3she 3ton 2mage 4n 3ian 4en 3mit 3nit 3on 2n123 3a 3ce 5r 4ing 3g 4er 6ous 3i 4e
5l 61 6a 6e 6le 6s 4il 4la 3k 3ni 4y 51 5boy 3te 3zig 2phne 2rina 4us 3k 4ange 8l 4knight 4lord 4man 4ness 4one 4side 5tar 3lene 4ing 3rell 5n 4yl
3thvad 8er 3win 2shadasha 2ta 3sun 2ughter 2ve 3id 51 623 5e 5s 6on 4es 4nci 4s 2wg 3n 3son 2ylight 3ton 6a 1bnfkbr 2rnjh 6bz 6jdbx 8yf 1ctvcjcfnm
4ghbdtn 1eacon 3d 4head 4ly 4man 4pool 3n 4na 3th 51 5666 5s 2bbie 3orah 2cember 3ker 2edee 3jay 3p 4er 4purple 4throat 3r 4hunter 3znuts 7z 2fault
3ender 5se 3iant 3tones 2javu 2laney 4ware 3ete 3fin 3ight 4lah 3l 4dell 3mar 3phi 4iero 3ta 51 5force 3uxe 2mo 4lition 4n 5666 5s 2nali 3g 3iro 4s 5e
5ka 3mark 3nis 3tal 4ist 3ver 2partment 3eche 7mode 3uty 2rek 3f 3parol 3rick 2scent 4ription 3ert 3ign 6er 4re 6e 3kjet 4top 3mond 3perados 3tin 6y
71 4roy 5uction 2troit 2utsch 7land 2vastator 3il 5666 5dog 6river 5le 5maycry 9ry4 5s 4n 3o 4n 2xter 1fcbkbcf 6q 2kthbz 5f 4ynby 8f 8rf 2vgbh 1harma
2jnvytyjub 1iablo 62 3log 3mon 6d 71 7s 3n 4a 51 4e 4ne 3o 3per 2ck 4dick 4ens 5r 4head 4ie 4s 4y 3tionary 2ego 3hard 3sel 3tcoke 4er 2fference 2gger
4ler 3imon 4tal 71 7produ 2lbert 71 3do 3ligaf 4on 2ma 4123 4dima 4s 3itri 3ples 2namo 4ra 3dom 3g 4dong 4le 4o 3ner 3o 4saur 2pper 3set 4hit 2rect
6or 3k 3t 4bike 4y 51 2sco 5ver 4us 3ney 6land 2va 3er 51 3ine 5g 3orce 2xie 51 1jango 2ljghjdjl 1kflbckfd 5djcnjr 5r 5vbh 8jdbx 9dyf 1miller12as
3triy 1nsadm 1oberman 2ctor 2dge 51 5r 6am 6s 71 5viper 2g123 3bert 4one 5y 3cat 3face 4ood 3g 4er 4ie 6s 4y 51 5style 3house 3man 3phil3650 4ound 3s
4hit 3wood 2it 4now 2ktor 2lemite 3lar 6s 4y 3ores 3phin 71 7s 2main 6lock2005 3e 3ination 5go 5ic 6k 6on 6qu 5o 3odedovo 2nald 6duck 3g 3juan 3key
6kong 3na 51 4er 4ie 3ovan 3tknow 3uts 2obie 3dle 3fus 3gie 3kie 3ley 3m 4sday 3r 4s 2reen 3ian 4s 3othy 3tmund 2tcom 3tie 2uble 6d 3che 3g 4al 4hboy
5nut 4ie 4las 2wn 4er 4load 4town 1raco 4ula 3go 5n 61 72 669 6ba 8ll 9lz 6fire 7l 7orce 6s 5on 4ster 3ke 4on 3ven 2eam 5cas 5er 5ing 5online 5s 3sden
3w 2ifter 3ller 3ve 5r 3zzt 2oopy 3wssap 2pepper 2um 4andbass 4mer 71 4s 3nk 1thjybrf 2ynbkznjh 1uan 4e 2blin 2cati 3hess 3k 4ie 4man 4s 2de 4dude
4man 4s 3ley 2ffer 4man 2ke 4duke 2mbass 3my 2ncan 3dee 3geon 3lop 3nowho89 2pont 2randuran 5go 3ham 2ster 4in 4y 51 2tch 5ess 1wayne 2ight 1ylan 51
2namic 6te 5o 4sty 0e6pz84qfcj 1agle 51 5s 61 2rl 3nhard 3th 5link 2ster 6n 4on 4side 4wood 3y 2ting 3me 5now 3pussy 3shit 1bony 1clipse 71 1ddie 51
2gar 3e 2ison 2monton 2uard 6o 2ward 61 6cullen 6s 1eyore 1fbcapa201 1gghead 3man 3plant 2hfdktybt 2orka 1ight 2leen 2nstein 1jaculation 1katerina 920
1laine 2camino 2dorado 2eanor 3ctra 6ic 6o 7n 8ic 9cs 3fant 3ment 7s 3na 3onora 3phant 3ven 2ijah 3sabet 3te 3zabet 8h 91 5veta 2len 3ie 4ot 6t 2mira
2salvador 2vira 4s 51 5p 2way 57 3ood 1manuel 2erald 4son 2il 4ia 5e 5o 4y 51 3nem 2ma 4nuel 3ett 3itt 2peror 3ire 1ncore 2ergy 2forcer 2gage 3ine 6er
8ing 3land 71 4ish 2igma 2joy 2rico 4que 2ter 51 5me 5now 5pri 8se 5s 5tainment 3rance 4opy 4y 1psilon 1raser 2ection 2ic 4a 4sson 3k 4a 3n 2nest 6o
3ie 2otic 6a 2rors 1scaflowne 4lade 4pe 3ort 2kimo 2pana 3resso 2quire 2telle 3her 3rell 7a 1ternal 5ity 2han 1ugene 2nice 2reka 3opa 5e 1van 4escence
4gelion 2elyn 3rest 5tt 4last 4ton 4ything 2geniy 2il 2olutio 8n 1xcalibu 8r 3ellence 3hange 3ite 2eter 2igen 6t 2odus 3tic 2perience 9ed 5t 3lore 7r
3ress 2tra 4eme 1ybdthcbntn 0f**k 100tball 1abian 4e 5nn 4o 3ric 3ulous 2ce 4book 3ial 3tory 2ggot 2irlane 3th 51 5ful 2lcon 61 6s 3len 6angel 4on 5ut
7boy 2mily 3ous 2ndango 3g 3ny 3tasia 6y 4omas 2rley 3m 4boy 4er 3scape 4ide 3t 4ripper 2shion 3t 4ball 4er 2tass 3boy 3cat 3her 3ima 6753357 3man 3ty
2vorite 86 1cbarcelona 2nfkfdbcnf 1dnjhbpfwbz 2uecn 1earless 3ther 7s 2bruary 2deral 5ico 2elgood 3t 2licia 6dade 4pe 4x 51 3latio 4ow 2male 6s 2nder
61 3erbahce 3g 3ris 3way 2rgie 4us 6on 3nand 7o 3rari 71 4et 4is 2ster 4ival 2tish 1ghtkm 2jkbyfhbz 3rfkbgcbc 2tkmcby 1ick 4en 3tion 2ddle 3elio 6ty
2elds 3sta 2garo 3ht 5er 5ing54 3ure 2lms 3ter 4hy 2nalfantasy 5ly 4nce 3daupair007 4er 3ger 6s 3ish 3land 2orentina 2re 4ball 5ird 5lad 4figh 8ter
6re 5ly 5ox 4man 4nze 4starter 4wall 3st 5one123 2scher 3h 4bone 4er 6man 5s 4finger 6sh 4head 4in 6g 71 4man 4on 3ting 2tness 3ter 3zgerald 2ve
1kbyjxrf 2g7h4f3v6 2mnthyfnbdf 2trcfylh 91 9f 9jd 9jdbx 9jdf 9jdyf 8th 5tq 3yrf 1lame 5ngo 5s 4ingo 3nker 3sh 51 5er 3tron 2etch 6er 3xible 2icks 3ght
3ntstone 3p 4flop 4per 71 2oppy 3rence 5s 4ian 5da 71 3under 3wer 61 62 6s 3yd 2uff 5y 2vbybcnhfnjh 2yboy 3er 5s 688 3fish 3ing 1ocus 2llow 2obar 3d
3lish 3t 4bal 7l 81 90 92 923 4job 2rbes 3ce 3d 4f150 3est 4ve 6r 71 7young 3fun 3get 6it 6menot 4ot 3life 3mat 6ters 4ula 71 3rest 3saken 3tress 4una
6e 3um 3ward 3you 2ssil 3ter 6s 2undation 4tain 3r 2wler 2xtrot 3y 4lady 1ranc 5e 6s 7c 8o 5ine 6s 7c 5o 6is 4k 51 5ie 71 5lin 5s 5y 5zappa 3ser 2eak
5s 5y 3ckles 3d 4die 5y 61 4eric 7k 8sberg 4fred 4rick 3e 4bird 4do 6m 71 4e 4fall 5ree 4lancer 4man 4pass 5orn 4sex 5tyle 4user 4way 4ze 3nch 6y 3sh
3yfvfnfnf 2iday 3end 6ly 6s 7hip 7ter 3ght 3sbee 4co 4ky 3tz 2odo 51 3g 4ger 5y 4man 4s 3inlaven 3m 4vermine 3nt242 5ier 3sch 4t 5y 3zen 6fish 2uity
1ubar 2ck 41 523 469 4_inside 4ed 5r 61 6s 4face 5uck 4head 6r 4in 6g 6side 5t 4me 61 62 669 6hard 5ylife 4off 71 7666 4themall 7world 6is 6roat 4u 52
4yo 6u 71 823 72 7bitch 7guys 2fnfrhbcnb 2gazi 2jitsu 2lham 3lmoon 2nction 3k 4y 3ny 3stuff 3time 2rball 2sion 3sball 2tbol 3urama 5e 2zzy 1yfcnfcbz
91 3njkbq 6mtdbx 9yf 2lhtq 2nfyfyfhbde 2txrf 2utkbyf 5jxtr 0gabber 4y 3rie 6l 71 7a 7e 7l 2dget 2ell 2gged 4ing 2lant 4tasara 9ay 4xy 3ina 3ore 2mbit
4le 6r 3e 4boy 4cock 5ube 4master 4over 4s 3ma 2ndalf 71 3esh 3g 4bang 8ed 4sta 6er 3ja 3nibal 2rage 3bage 3cia 3den 4ner 3eth 3field 3goyle 3ion 3lic
3net 3rett 3y 2sman 3ton 2tekeeper 4way 71 72 3it 3or 51 5ade 5s 61 3sby 2vin 2wker 1bhfvblf 2lfhfcbyf 2pltw 1earsofwar 2ezer 2gcbr 2heim 2mini 2ne
4ral 7s 6tion 5ic 4sis 71 4va 3g 3ius 2offrey 3rg 5e 61 6town 5ia 6e 2rald 4rd 4simova 3bil 3man 6y 3onimo 3rard 4y 3trude 2sperrt 2tmoney 3off 4ut
3some 3ting 4ysburg 1fhfcjkmrf 4ktkjuhfv 4vgfvgfv 3jkm 61 723 6gfhjkm 1hbdtn 6123 6br 6dctv 6ghbdtn 7jrf 6rfrltkf 3lehjr 3rjk 3ywtccf 2etto 2hh47hj764
9649 2jatccbjyfk 3cnbnenrf 6vtyz 5j 6abkz 6gbpltw 7fhjkm 7hjcnj 6nfr 91 6q 7gfhjkm 6rdfibyj 9if 3gfufylf 3nbdjcnjzybt 7ufp 3rehfnehf 4jgtyrj 3uhfvbcn
7vbcn 8f 2ost 51 5recon 6ider 5s 2tdtlvtldtl 1ianluca 4ni 4t 5s 61 2bson 2deon 3get 2gabyte 3gle 6s 2lbert 72707 3les 4ian 5gan 2na 3ger 61 2orgi 6o
3vanna 7i 2raffe 3l 4friend 4ie 4s 2ulia 3seppe 2zmo 51 5do 3zmo 1jdtkbntkm 2hjlfcjqrb 2ikbdctyf 2kbyf 3ysqgbpltw 2yjvfhtdf 3tltkmybr 1lacier 3diato
8r 4ys 3mour 3sgow 4s 5es 2enn 2obal 4us 3ck 3ria 4y 3ver 3w 1money 1n56gn56 1oalie 3t 3way 2bears 3lin 4ue 3ucks 2cubs 2dbless 3dess 3fathe 8r
3isgreat 3like 3smack 3zilla 6s4s7 2fast 3ish 3orit 2gators 2home 2irish 2ku 2ld 4berg 4en 61 6ey 8e 4fing 8er 6sh 4ie 4star 4wing 3f 4ball 4er 61
4golf 5ti 4ing 4pro 3iath 3lum 2navy 3e 3g 3zales 7z 4o 51 2ober 3d 4123654 4boy 5ye 4day 4fellas 4girl 4ie 4luck 4man 5orning 4time 4year 3fy 3gle
3ner 3se 2pher 2rdo 5lee85 5n 624 3e 3geous 3illa 2tcha 3en 5ks 3h 4am 4ic 3milk 3ohell 3ribe 2vols 1race 51 4ie 3ham 3mma 3nada 4d 5am 5e 5ma 7ster
5orgue 5pa 4ite 4ny 4t 3pes 4hics 3ss 5hopper 3teful 4is 3vity 3yson 2ease 4t 51 5one 3ece 4disgood 5y 4n 51 623 5bay 5day 5e 5green 5house 5lantern
5s 3g 4or 6y 3mlin 3ndel 3tchen 4zky 3ywolf 2iffey 5in 3mace 4reaper 3n 4ch 4go 3sha 3zzly 2omit 3ove 5y 3ucho 4pd2013 5s 3ver 2umpy 3nt 2yphon
1sxr1000 4750 1thcbr 3tcnhjqrf 4rfnbgjkt 5htcnjr 2nhjdbx 5pfdjlcr 1uai 3ng 3rdian 2ess 4t 2ido 3llaum 3ness 4ness 3tar 61 6hero 6s 2mby 2ndam 6wing
3nar 4er 6s 3slinger 3ther 2stav 6o 2yver 1xlmxbewym 1y3yt2rgls 2mnast 2psy 0h72sfibbnl 1abibi 2ck 4ed 5r 4ing 2ggis 2iley 3r 4ball 4y 2l9000 3ey
3flife 3ifax 3l 4elujah 4ie 4o 5123 5wee 8n 2mbone 4urg 3ilton 4sh 3let 3mer 61 6head 6s 6time 4ond 3pton 3ster 2ncock 3d 4bag 6ll 4some 4yman 3g 3k
3na 5h 61 4es 4ibal 3s 4en 4ol 6o 5n 3uman 2ppiness 4y 51 623 52 5day 5happy 2rald 3bor 3d 4ball 4cock 6re 4dick 4er 4on 6e 4rock 4ware 8id 5ood 4y
3le 5m 5y 61 3man 4on 6y 3old 3per 3rier 6t 5s 6on 4y 51 5potter 3vard 4est 5y 2ssan 3tings 2te 3red 3trick 2vana 3efun 3ing 2waii 650 6an 3k 4eye 7s
4ins 4s 2yabusa 3den 3ley 2zard 1d764nw5d7e1vb1 97e1vbv 1ead 4hunter 3lth 3rt 5s 3t 4er 4her 71 3ven 4ymetal 2ckfy 3tor 2dgehog 3imaptfcor 2els 2idi
51 3neken 4rich 2jsan 2len 5a 5e 3icopter 3l 4as 4boy 4fire 4o 51 62 73 52 5hello 5kitty 5o 5s 5there 5world 4raiser 4sing 4yeah 3met 4ut 3p 4er 4me
3sinki 2mlock 2ndrix 3g 3rik 4y 51 3tai 2rbert 4ie 3cules 3e 4wego 3itage 3man 4es 3oes 3ring 3shey 2soyam 7123 2tfield 2witt 3lett 2ynow 1fytnrb
1idden 2ggins 3h 4bury 4heel 4land 8er 5ife 4way 2jodeputa 2king 2lary 3l 4ary 4bill 3ton 2phop 3pie 2story 2tachi 3here 3ler 3man 2ziad 1jccbz 2vfirf
1obbes 4it 2ckey 61 3uspocus 2ffman 2gan 3tied 2kies 2la 3den 3e 4in1 4s 3ger 3iday 7s 3la 5nd 4ie 5ster1 4ow 4y 51 5woo 8d 91 3mes 3ycow 4shit 2me
4boy 4made 4page 4r 51 5j 5s 5un 4work 2nda 51 5civic 5s 62000 3ey 51 5bee 5s 3g 4kong 3olulu 4r 2okem 5r 4up 3ligan 3per 4s 3sier 7s 3ter 6s 4ie 3ver
2pe 4ful 4less 3kins 3per 2race 3es 3izon 3ndog 4et 6s 5y 4y 51 3se 5power 5s 3ton 2tass 3box 5y 3dog 3girls 3one 3pussy 3red 4od 3sex 4hot 4tuff 3t
4est 4ie 6s 2udini 3nd 5dog 3se 51 5music 5s 5wifes 4ton 71 2ver 2ward 3dy 3ell 1shfd4n279 1tubcnhfwbz 1uai 3ng 2bert 2dson 2ge 3hes 3o 2mmer 3phrey
2ng 4ry 3t 4e 5r 61 4ing 2rley 3rican 8e 9s 2sband 3ker 6s 71 4ies 3tler 1yperion 3nodanny 2undai 0iaapptfcor 2mawesome 3god 3purehaha2 1b6ub9 2anez
2rahim 1ceberg 3cream 4ube 3house 3land 3man 61 2u812 1ddqdiddqd 7kfa 2efix 2iot 2ontkno 8w 91 2unno 1forget 5ot 1gor 2uana 1hateyou 1jrjkfl 1klo
1likeit 5pie 6ussy 2lini 5ois 3uminati 4sion 2ove 5boobies 5girls 6od 5jesus 5me 6usic 6yfamily 7life 7self 5pussy 5sex 5u 5yo 7u 81 91 92 923 943 82
92 1magination 6e 3tion 2jakie123 2mortal 2pact 4la 3erial 3lants 3ossible 3reza 1ncredible 3ubus 2dependent 3ia 5n 6a 6s 4go 2falicall 4ntry 3erno
3initi 7y 3ormation 2godwetrust 3rid 2love 2nocent 2sane 5ity 3ert 6ions 3ide 4ght 3omnia 3piron 3tall 7devic 7sqlst 7util 5nt 2tegra 4l 5inside
5ligence 4r 5acial 5course 5est 5milan 5national 6e 7t 3repid 4uder 2uyasha 2vest 1omega 1po54tj45uy856 2swich 1reland 71 3ne 2ina 4ka 3sh 51 5ka 5man
4ka 2onmaiden 6n 2ving 1saac 3bel 6l 7a 7e 3iah 2cool 2eedeadpeople 2land 6er 2mail 2rael 2tanbul 3heman 1talia 6n 7o 4y 2isme 2sasecret 3me 1van
4ivanov 4ov 6a 2erson 73 1wantu 0j3qq4h7h2v 1abber 3roni 2ck 4al 5ss 71 4daniels 4hammer 4ie 4jack 4off 4pot 4son 71 75 3ob 51 5s 3queline 6s 2de
2eger 2gger 3uar 6s 2ime 2karta 3e 4jake 2maica 3es 5007 51 623 5bon 8d 9007 5james 5on 5s 3ie 51 3mer 4in 2ne 4lle 4t 3ice 4ne 3uary 2pan 5ese 2red
3head 3rett 4od 3vis 2smin 6e 71 823 3on 51 3per 2va 3elin 3ier 2ybird 3den 3hawk 7s 3son 2zz 4man 4y 1ean 4ette 4ne 5ie 2di 4knight 4master 2ep 4er
4ster 2ff 4erso 8n 6y 4rey 2hovah 2llo 4y 5bea 8n 2nifer 3kins 3n 4a 5j 4ie 5fe 7r 81 4y 51 3sen 2remiah 5y 61 3icho 3k 4off 3maine 3ome 3ry 51 3sey
2sper 3s 4e 5james 4ic 6a 71 5e 3ter 3us 51 623 5chris 9st 5freak 5islord 5saves 2tbalance 3er2 3hro 3s 4ki 2wel 5s 3ish 2zebel 1iang 3o 2gei743ks
3gaman 2ll 4ian 2mandanne 3bo 51 5b 3mie 4y 51 5s 2ng 4le 6s 2ong 1ktxrf 3ymrf 1lbyjxtcndj 1oanna 5e 2celyn 3key 2e123 3bob 3cool 3joe 3l 3mama 3y
2hann 6a 6es 3n 41 523 4316 4boy 4cena 4deer 5oe 4galt 4john 4ny 61 65 4son 71 2ke 4r 51 5joker 5s 2mama 2nas 4than 6on 3es 51 3ny 2rda 5n 61 62 73
3ge 2se 4ph 61 6in 6phone7 3h 4u 5a 61 3iah 2urney 2yce 1rcfyf 1sbach 1uan 4carlos 4ita 2bilee 2dith 3y 2ggalo 4ernaut 3head 2ice 4y 2les 3ia 51 5n 6a
4e 51 5n 5t 6te 4o 4us 3y 2mbo 3p 4er 2ne 4bug 3gle 3io 5r 61 4per 3k 4ie 4mail 2piter 71 2rassic 2st4fun 5me 4doit 4forfun 4i 5ce 71 5n 61 6biebe
9ber 6e 4me 4us 2ventus 1xfhjdfirf 0k.lvbkf 1123456789 1aboom 2hlua 3una 2iser 3tlyn 2kashka 3tus 2lifornia 4na 5ingrad 2masutra 3ehameha 4lia2011
3ikaze 4la 5la 2ne 3g 4aroo 3max1994 3sas 2ppa 2ra 4chi 4oke 4te 3en 51 3in 5a 5e 3ma 3olina 2shmir 3per 2tana 4rina 3e 4rina 3herin 8e 4leen 4ryn 4y
51 3ie 51 3rin 6a 3yakatya 2wasaki 2yla 4ee 5igh 2zakhstan 4ntip 1bnthfnehf 1cchiefs 2j9wx5n 1d189nlcih 1eegan 3nan 3per 4out 2isha 3th 51 2ller 5y
4ie 4y 51 3sey 3vin 2ndall 4ra 3g 3nedy 5th 4y 51 3obi 3shin 4ington 3t 4ucky 3wood 5rth 2rmit 3nel 3ouac 3ry 3stin 2strel 2vin 51 2yboard 3stone
3west 1fgjxrf 2hbcf 1han 1ickass 4er 4sass 2drock 3s 2eran 2ll 4a 4bill 4e 5r 61 72 83 6s 4ian 4joy 4kill 4me 3roy 2mball 4er 6ly 3mie 2nder 3g 4dom
4fish 8er 4king 5ong 4pin 4s 5ton 3ky 2pper 2rby 3ill 3k 4land 3sten 5y 2ss 4es 4ing 4kiss 4me 5yass 2tchen 3eboy 3kat 3ten 6s 4ie 4y 51 5cat 5kat
6itty 5s 2wi 1jkszpj 2rjvjnbd 1l?benhavn 2apaucius 3ste 6r 3us 2eopatra 2ingon 3zma 2ondike 2ubnichka 1nickerless 7s 5s 3ght 61 6s 2ock 5ers 3pka
2ucklehead 7s 1obebryant 2diak 2jak 2komo 2lbasa 3obok 4kol 2modo 2ng 3ovalova 3stantin 2ol 4aid 2rdell1 3ean 3n 3oleva 4va 2shka 3mos 3tya 2taku
3enok 2zanostra 1ramer 3savchik 4otka 3vchenko 2is 4hna 4sy 4ta 5en 5i 6an 6n 7a 7e 5opher 5y 2okodil 3lik 3nos 2usty 2ypton 7ite 3stal 1senia 2usha
1tjynsq40147 2yjxrf 1uai 3ng 2dos4ever 2me 2ngfu 2rt 4cobain 1wiatuszek 1yle 0labrador 3tec 2crosse 2dder 4ie 3ies 3y 4bug 4ffesta 2etitia 2gnaf 3una
2ke 4rs 61 4side 4wood 3ota 2lakers 2mbda 4ert 4orghini 7ini 3er 3ont 2nce 5lot 5r 4ia 3der 4on 3e 3g 3sing 3tern 2ptop 2ra 3isa 5sa 3kin 3ry 51 3sen
4on 2ser 51 5jet 3sie 3vega 7s 2tin 5a 6s 5o 2ura 51 4el 5n 61 6ce 6t 4ie 2valamp 2wrence 3son 3yer 2zarus 1back 1eader 3nne 3ther 3vemealone 2bowski
2dzep 6pelin 2eann 3ds 5utd 2ft4dead 92 4y 2gacy 3end 3ion 3man 3olas 4s 3s 2igh 3nad 2kker 2land 2mans 3mein 3on 5ade 5s 2na 3g 3non 5x 4y 3ochka 2on
4ard 7o 4id 3pard 4old 2roy 2sbian 7s 3ley 4ie 3paul 3tat 4er 2tmei 6n 71 823 72 7now 3sdoit 4go 3ter 2wis 2xmark 3us 1fitymrf 2plhfgthvf 2ybbk
1hbjkjubz2957704 2frjy 1ian 4g 3o 2bero 5ty 71 3rary 2ck 4er 4ing 5t 4me 2fe 4hack 4isgood 4time 2ght 5er 5house 5ing 5nin 8g 5s 6aber 2lbit 3ian 6a
4th 4ya 3lian 5e 4y 2mewire 3ited 3pbizkit 2ncoln 3da 51 4en 4ros 4say 5ey 3e 4age 7123 72 3g 3k 4in 6park 4s 2on 4el 4king 4s 2ps 4tick 3ton 2quid
2sa 4lisa 3salissa 3ten 5r 2thium 3tle 61 6bear 7itch 6fuck 6girl 6minge 6slut 6whore 2ve 4rpoo 8l 91 9fc 4strong 3ing 2zard 3zie 4y 1jxtymrf
1kjhgfdsazx 1lamas 2oyd 1oaded 2bo 3ster 2ckdown 4erroom 4s 3o 2gan 51 3ger 3itech 2ki 4loki 3omotiv 2l123 645 3a 3ipop 4ta 3lipop 4ol 4ypop 3ol
5yo123 2ndo 5n 61 3ely 4some 5tar 4wolf 3g 4bow 4dong 4er 4hair 5orn 4john 2ok 4er 4in 6g 4out 3ney 3se 5r 2pez 3loprock 2rd 3en 5a 5zo 4tta 3i 3raine
2sangeles 3er 51 5s 3t 44815162342 2thlorien 3rfotr34 3tie 3us 2ud 3ie 4s 5e 3lou 2ve 41 52 63 74 469 4777321777 4bug 4forever 4islife 5t 4less 5ife
5ove 5y 4me 4r 51 5boy 5man 5s 4sex 4ya 5ou 4zp1314 3ing 2well 3rider 1p2568cskt 1sia9dnb9y 1tybcrf 1uan 4santana 2ca 4s 51 3ia 5no 4fer 7666 4lle 3k
4y 51 63 57 5charm 5dog 5one 3y 2dmila 3wig 2is 2ke 2mber 6jack 3ina 2na 3chbox 2ojianhua 2st 2ther 1vbnhbq 1ynn 2tdybrbdfvgbhf 3ghjgtnhjdcr
1zhan16889 0m123456 7789 16cjy69u35 1a123123123 2caroni 3beth 3daddy 3hine 3intos 3k 4ie 3leod 3man 3ross 2dagascar 7kar 3cat 4ow 3den 4ie 4og 3eline
3ina 4son 71 3man 5x 3ness 3onna 3rid 2estro 2fia 2gazine 3elan 5lan 3gi 5e 61 4ot 3ic 51 532 5al 7123 5ian 5k 5man 3net 6o 4olia 4um 5s 3pie 6s 2hler
2iden 3l 4created5240 4man 3ntenance 3son 4uradze 2jestic 3or 2kaka 4veli 4yla 3sim 6ka 2lachi 4ka 4ysia 3colm 3ibu 4ce 4na 4sh 3lard 4orca 6y 4rats
3one 2ma123 4cita 4mia 4papa 4s 2nagement 6r 3chest 8er 9r1 4ity 3darin 8ka 4ingo 4ragora 6ke 4y 51 3fred 3g 4a 4o 5s 4ust6403 3iac 4la 3kind 3n 4ing
4y 3olo 4war 3son 3tis 4le 3uel 6a 4td 2pet123456 3le 5leafs 3rchem56458 2radona 4thon 4uder 3ble 6s 3c 4el 6lo 6o 4h 4ia 5n 5us2 4o 5s 4us 6eckos
3garet 6it 8a 4herita 4ie 4ot 3i 4a 51 5h 5m 6aria 5n 6a 6na 7e 4e 51 5l 4juan 8a 4ka 4lyn 4n 5a 6marina 5e 61 6r 7s 6s 71 5o 613 6chka 4o 51 566 5n
4posa 4sa 5sa 4us 4ya 3jorie 3k 4er 5t 4hegarty 4ie 5z 4us 3lboro 4ene 5y 4in 4on 3quis 3riage 5ed 3s 4eill 8e 4ha 6l 7l 3tha 4i 5n 61 6a 6e 7z 6i 4y
3vel 4in 3y 4ann 4jane 4land 2samune 3erati 3h4077 4amasha 3on 51 3sage 4imiliano 6o 5ve 3te 5r 61 72 6baiting 8te 9ing 6card 7hief 6mind 6p 6s
4urbate 9ion 2tador 3chbox 820 3ematica 8ka 3hematics 5w 3ilda 4sse 3rix 61 3t 4eo 4he 6w 71 7s 5ias 4ie 4y 5lad10 3ure 2ureen 4ice 4olarastefy 2veric
7k 2x123 3333 3dog 3ell 3i 4m 5a 5e 5ilian 5ka 5o 5um 6s 4ne 3max 4otives 3well 71 3x 4xx 2yday 3hem 3nard 2zafaka 3da 53 56 626 5rx7 1cdonald 2kenzie
2laren 1eadow 3gan 3t 4ball 4head 4loaf 2chanic 8al 2dia 4c 51 5al 5ine 4na 4on 4tation 3usa 3ved 2ga 4deth 4man 4n 51 5e 4pass 4tron 3han 2ier 3ster
2lani 6e 71 3ina 5da 4ss 6a 71 3lon 5w 3ody 4ns 3rose 3vin 2mber 3orex 5y 3phis 2nace 3g 3tal 4hol 4or 2ow 4meow 2phisto 2rcede 7s 4ury 71 3edith
3idian 3lin 61 4ot 3maid 3sedes 2ssenger 4iah 2t2002 3al 51 5l 6ic 8a 91 3hod 3ro 5id 5polis 3s 2vefalkcakk 2xican 5o 1iami 3n 3o 2chae 6l 71 823 72
7a 7jackson 7s 5l 4eal 5l 6e 6l 7e 4igan 3k 4ey 61 6mouse 3ro 5lab 5n 5phone 5sof 8t 2ddle 3get 3night 5te 3way 2erda 2ghty 3ue 5l 2hail 2kael 3e 41
523 4mike 4y 51 2lan 5a 5o 3dred 3ena 4s 3fhunter 3itary 3k 4man 3lenium 6nium 5r 61 6lite 6time 4ie 5on 7aire 7s 4wall 3o 3ton 2ndy 3e 4craft 9123
4mine 4rva 3g 4us 3hasenha 3icooper 4me 5oni 4stry 3nesot 8a_hp 4ie 2racle 4ge 4nda 3iam 3ror 2schief 3ery 3fit 699 6s 3ha 4ka 3iaczek1 4ek 3sie 5on
5ssippi 4ouri 4y 51 3ter 4ress 4y 51 2tch 5ell 3subishi 3tens 2zzou 1obile 3ydick 2del 5s 6ne 4na 4rn 2gwai 2hamed 5mad 6ed 4wk 2jo 2llie 4y 51 5dog
3oko 3son 2mdad 3my 51 3oney 3sanaladventure 2naco 4lisa 4rch 3day 4eo 3e 4y 51 62 73 5maker 7n 6oney 5s 3goose 3ic 5a 4ka 4que 4tor 3k 4e 5y 61 72
6bo 7utt 6s 3opoly 3roe 3ster 71 823 7s 3tag 5na 71 4e 5car 8lo 5negro 5rey 4gom240 7ery 4real 5ose 4y 51 2ocow 3kie 3moo 3n 4beam 4dog 4ey 4ligh 8t
4shin 3re 3se 51 5s 2par 2rales 3dor 3e 4no 3gan 61 6stanley 3itz 3ning 3on 3pheus 3ris 6on 4owind 3tal 6kombat 4en 4gage 4imer 5s 4on 2scow 3es 3kva
3twanted 2tdepasse 3her 61 6fuck 9ker 6lode 6s 3ion 3ley 3o 4cros 4r 5cycle 5ola 4wn 2untain 3se 51 5mouse 5r 3th 2vie 5s 2zart 1soracle32re 4cloledbr
1udvayne 2fasa 3fin 61 2hammad 2lder 3let 4igan 3timedia 5plelo 9og 2nch 5kin 3ich 2ppet 2rcielago 3der 3phy 61 3ray 3zik 2sashi 3cle 6s 3hroom 3ic 51
5a 6l 5lover 5man 3lim 3tafa 5ng 71 72 75 76 7s 5rd 2tant 1ybaby 2dick 2girl 2jdxtcxks 2kids 2life 3ove 2name 6is 2pass 6word 2rtle 2self 3tery 4ic
2time 2xworld 0nadia 4ne 2ked 2maste 2ncy 51 3g 3ook 2palm 4ss 3oleon 5i 3ster 2rnia 3uto 2scar 624 3tia 4y 51 5a 61995 96 97 62010 6nastya 2tali 6a
6e 71 5y 6a 4sha 71 823 3edogg 3halie 5n 61 3ion 6al 4ve 3ural 5e 2ughty 71 7boy 3tica 5lus 2vajo 3igation 7or 3y 4seal 2zgul 1bvjatq 1cc1701 7a 7d 7e
374656 3pl25282 1e1469 2_e_pod_chehyl 2braska 2cromancer 5nomicon 2ed4speed 4forspeed 4les 2llie 3son 2mesis 3rac58 3vxyheqdd5oqxyxyzi 2ng 2on 2ptune
2sterenko 4or 2tscape 3work 7ingpe 2vada 3er 5again 5giveup 5min 8d 6ore 5winter 4ts 3ille 2wark 3bie 3castl 8e 3life 3man 3orleans 3pass 76 7word
4ort 4roject2004 3s 3ton 3year 4ork 71 3zealand 2xtel 1fnmzyf 2ytxrf 1guyen 1hbujyjvtnhbz 2ecsyfujkjdt 2fdvfnjkju123 3rnjhbcn 3ycajhvths 1iang 3o 2ce
4ass 4guy 3holas 6e 3k 41234-rem936 4el 4y 3o 4l 5a 6s 5e 61 2gga 4er 3ht 5crawler 5mar 8e 91 5s 6hade 5wish 2ke 3ita 61998 62000 5os 3ki 51 3ola
6evna 6i 6s 6y 2mbus 3itz 3rod 2na 3e 4ball 4inch 4rs 3g 3ja 51 5s 3tendo 864 2pper 4le 6s 2rvana 71 2ssan 6350z 2tram 4o 3tany 1obody 2el 4le 2fear
2kia 51 623 55800 56230i 83 6300 5dermo 5n73 2les1 3imit 2mad 3ore 2name 6123 3driversig 3e 4none 3g 2odle 6s 3kie 3nehackme 2pass 6word 2rbert 3mal
5n 6dy 3ris 3th 5ern 4on 3way 4ich 2stradamus 5omo 2tebook 3hing 3redam 3tingham 3used 2unours 2va 3ell 4mber 3osibirsk 2way 1thvbyfnjh 9h2 2ktajy
4dbpjh1994 1uaddn9561 3n 2clear 2de 4s 3ist 2gget 6s 2mber 61 2rses 4ing 2tmeg 3s 3ter 6tools 1wo4life 1ygiants 2jets 2lons 2mets 3pho 0oakland 4ey
2sis 2tmeal 1belix 3ron 2iwan 2livion 2sidian 1c247ngucz 2ean 5s 2tober 4pus 1dessa 2yssey 1ffice 6r 3shore 1hshit 2yeah 1icu812 2lers 1klahoma 2sana
1lcrackmaster 2der 3man 3smobile 2eg 4naruto 3miss 3nka 3sya 2ga 2ive 5r 61 4ia 5er 2lie 2ympus 1mar 2ega 51 2gkremidia 1nelove 3time 4wo 6three 2ion
5s 2line 3yme 4one 2tario 3heoutside 5rocks 1pen 4door 4now 4sesame 4up 3rator 2helia 2timist 5us 4on 6s 1racle 3l 3nge 61 6s 2chard 4id 2egon 3o
2gasm 2ient 3ginal 3oles 4n 51 2lando 2ochimaru 1scar 51 2iris 1thello 2is 2tawa 3o 1u812 52 53 2tback 3kast 3law 3side 7r 1ver 4kill 4lord 1wen
1xford 2ygen 1yster 1zzy 0p0015123 2o9i8u7 8y6 14ssw0rd 1@ssw0rd 1a55w0rd 5ord 2blo 2cers 3ific 4no 3kard 4er 6s 71 3man 3o 2ddle 3res 2ge 2in 4killer
4t 5bal 8l 91 5er 5ing 2jero 2kistan 2lace 4din 71 3ermo 3lmall 3mer 4tree 3oma 2mela 2nama 4soni 8c 3cake 7s 4ho 3da 51 5s 4emonium 4ora 3g 3head 3ic
3ter 6a 71 4her 71 7s 4ies 4s 4yhos 3zer 2olo 2pamama 3er 5s 3illon 4to 2radigm 6se 5ox 4gon 4klast1974 4medi 4noid 3is 51 3k 4er 4our 3lament 4iament
3ol 512345 5a 5parol 3rot 3tner 4y 2sadena 3cal 3s 41 523 74 4at 4es 4ion 4master 5e 4pass 5ort 4trader 4w0rd 5d 5or 71 7d 800 91 81 90 91 92 923 9234
93 82 91 92 93 869 888 89 99 8assword 8password 8s 9tandard 7t 3tor 3word 2tch 5es 71 3hetic 4find 8er 3ience 3ric 6e 6i 7a 6k 71 5k 5ot 7s 4ol 3ton
4y 2ul 4a 4ie 5n 6a 6e 4paul 2vel 4ment 3ilion 3lov 2yday 3ton 1dtplf 1eabody 3ce 51 5maker 4h 5es 71 5y 4ock 3nut 61 6butter 6s 3rl 51 5jam 5s 4son
2bble 6s 2cker 2dro 2ekaboo 3per 3wee 2gasus 3gy 2lican 2ncil 3elope 4trating 9on 3g 4uin 71 7s 3is 51 3ny 51 3tagon 4hous 4ium 2ople 2pito 3pe 5r 61
6mint 6s 3si 51 2rcussion 3fect 71 7ion 4ormance 7ing 3kins 3ry 3sik 4on 6a 7l 3vert 2te 4r 51 5bil 5north 5pan 5s 6on 3ra 4ov 6a 3unia 2ugeot 7406
2yton 1fhfnecnhf 2qwtd27121988 1hantom 3rao 4macy 3t 2eonix 3zc419hv 2ialpha 3l 4adelphia 4ip 6pe 7ines 6s 4lies 6p 7s 5y 4osophy 3sh 51 2oebe 4ni 6x
71 3ne 3to 5n 5s 2pbb 2yllis 3sics 1ian 4o 5man 3o 3zza 2card 4sso 3colo 3kle 6s 4s 4up 3s 3ture 7s 6s 2erce 5ing 4re 2geon 3gy 3let 3pen 2kachu
2lgrim 3low 3ot 2mp 4dadd 8y 4in 6g 2nball 3eappl 8e 91 4tree 3g 4pong 3head 3k 4floy 8d 4ie 4y 51 3nacle 2oneer 2peline 4r 3pen 4in 4o 2ramida 4te 6s
2sces 3sing 4off 3tol 5ns 2tbull 3ch 3tsburgh 2xies 2zdec 3za 51 5man 5s 1lacebo 4id 3nes 5t 3sma 4tic 7s 3tinum 4o 5n 4ypus 3y 4a 4ball 5oy 71 72 4er
61 6s 4ground 4ing 4mate 4stat 8io 9on 9on2 9on3 4time 2ease 61 5ure 2hfdcndeq 2oppy 2umber 3to 2ymouth 1obeda 2cket 2etry 2int 5blank 6reak 5er 3son
2kemo 6n 71 823 4r 51 2land 4ris 3ice 4na 4sh 3lux 4y 3niypizdec0211 9dec1102 9dec110211 3o 4polo 809 3ska 2mpey 2ncho 3g 3tiac 3y 2ochie 3dle 3h
4bear 3key 4ie 4y 3l 46123 3ntang 3p 4er 4ie 4oo 4poop 4y 3ter 2pcorn 71 3eye 3ova 3per 4y 3tart 2rkchop 3n 4king 4o 51 5grafia 8phic 9hy 5s 4porn
4star 3sche 71 79 811 3tal 4er 4ishead 4land 4smouth 4ugal 2seidon 3itive 3sum 3t 4al 4man 4ov1000 2tato 3head 3ter 2wder 3ell 4r 51 623 5ful 5power
5s 1raise 3yer 2eacher 3cious 3dator 3lude 3mier 5um 7cash 3sario 4iden 8t 9e 4ley 4sure 4to 6n 3tty 6girl 2ide 3est 3me 5time21 4us 3nce 61 6s 7a 7s
4gles 4ter 5ing 3sonbreak 4sy 3vate 71 4et 2o100 3bes 3digy 4uction 3fessional 4it 3gram 7mer 5ess 8ive 3ject 3metheus 4ise 3perty 4het 3spect 6r 7ity
3tect 7ion 4ocol 5n 3view 3wler 3xy 3zac 1sychnaut1 5o 1tybnxtvgbjy 1ublic 2ck 2ddin 6g 2ertorico 2ffin 4y 3unga7782 2gsley 2lsar 2mper 4kin 71 7s
2nch 3isher 3k 4er 4in 4rock 4snotdead 2ppet 4ies 4y 51 5dog 3sik 2rdue 3pl 5e 61 2shkin 3s 4ey 4ie 6s 4y 51 623 569 5bitch 5cat 5eater 5licker 6over
5man 5pussy 5s 2tter 2zzle 1yfrjvcndj 2ramid 2thon 0q11111 22345 66 77 889 990 2q2q3 6q4q5 2w2e3 6r 74 8t5 95y6 95y6u7 95y6u7i8 95y6u7i8o9p0 12w3e4
6r5 1awsed 6rf 8tg 9gyh 2z123 6wsx456 326101778 3qaz 3ws 5x 61 72 83 94 945 9456 6ed 8c 91 912 9123 9rfv 9rfvtgb 6qazwsx 3xcv 4sw 6edc 9123 9vfr 3zaq
1iang 3o 2ng 2ong 1pwoeiruty 1q123456789 2q111 3qq1 3www 1uality 3n 4t4307s 5um 3rtz 3sar 3ttro 2ebec 3en 5as8151 5ie 5s 3ntin 3st 5ion 2ick 5silver
3ksilver 3ncy 1waszx 6erdfcv 2e123 64567 6qwe 9123 3321 3asd 6123 6zxc 91 912 9123 3dsa 3qwe 3r12 63 74 4asdf 8zxcv 4t 51 623 845 540 554321 5asdfg
9gzxcvb 5gfdsa 5trewq 5y 61 71 72 83 94 945 9456 9456789 62010 67 6asdfgh 6u 7123 7i 8o 9p 9p1 9p10 9p12 9p123 9p12345 6ytrewq 0r2d2 4c3po 13vi3wpass
1abbit 61 6s 3ota 2ce 4car 4r 5x 3hael 4el 61 6le 3ing 2dar 3eon 3ical 4o 5hea 8d 3uga 2fael 2ge 3narok 2ider 6s 71 3lroad 3n 4bow 71 76 7s 4forest
4man 4yday 3stlin 2leigh 3ph 2mbler 4o 51 3irez 3jet 3mstein 91 3ona 5es 3page 3rod 3ses 5y 2nch 4id 3dall 4om 4y 51 3g 4e 5r 61 6over 6s 71 2phael
3per 3tor 2quel 2scal 3dzv3 3hley198 3mus 3putin 3ta 5man 2tboy 3ed 3man 3tlesnake 2ven 51 5s 2ymond 2zor 3z 1bhbkk 1ctybz 1eader 6s 4ing 4y 3gan 3l
4ity 4ly 4madrid 3nimator 3per 3son 2becca 71 4l 51 5s 2ckless 3ord 6s 4very 2d123 3alert 3baron 4ird 4one 4ull 3car 3d 4evil 4og 4warf 3emption 4ye
3fish 4ox 3hat 4ead 7s 4ot 3light 5ne 3man 3neck 3rose 4um 3s 4kin 7s 4ox 61 4tar 3wine 6g 7s 4ood 2ebok 3fer 3ves 2feree 3lex 2ggae 4ie 3ina 6ld
4ster 2illy 2load 6ed 2member 3ingto 3ote 2nata 5e 5o 4ult 3ee 4gade 3g 2pair 3ort 3tile 3ublic 2quiem 2reirf 2scue 3earch 4rve 3ident 8evil 3pect
4ublika 3tart 2tard 3ire 6d 2velation 4nge 3iew 6pass 3oluti 8on 5ver 2ymysterio 3nolds 1fcgthcrbq 2gecnf 7cerf 2hbyf 3frfnbwf 4vtkmrf 4ylfi 3njirf
2kbajhybz 3mrekznjh 2nfcnhjaf 4gekmnf 3thbyf 81988 4ymrf 2rfirf 3nec 2vfcenhf 1hbcnbyf 7jxrf 2fcfdbwf 4jnrf 4yjzhcr 3vfnjhcr 2iannon 3no 5s 2jrjlbk
2onda 2tdtlrj 2ubarb 1icard 6o 3cardo 3h 4ar 6d 71 7s 8on 4ie 4mond 3k 4y 3o 2ddle 3e 4r 5s 3ge 2ffraff 2ght 5now 2ley 51 2mmer 2ng 4er 4o 2pken 3ley
3per 4le 2ta 2ver 5a 5plate 5s 6id 1jhjkm 6bien 5tdf 2irfrgbde 2kjrjkmxbr 2ntyjr 2ycnbnewbz 5fynby 1kfdbfnehf 1oad 4kill 6ng 4runn 8er 4ster 2bbie 3er
5t 61 6a 6o 6s 3in 51 5s 6on 3ocop 4t 5ech 5ics 2cco 3helle 3k 4androll 4bottom 4er 5t 6s 4ford 4hard 5opper 4ie 6s 5n 4nrol 8l 4on 4s 5tar 4well 4y
51 2deo 3man 3ney 3rigo 2flcopter 2ger 51 5s 3ue 2land 3ex 3l 4er 4in 6g 6s 4tide 2ma 4n 5ce 5o 5roman 5s 5tic 4shka 3eo 51 4ro 3mel 2nald 6inho 9o10
6o 7123 3g 3nie 2ofer 3kie 3ney 3ster 3tbeer 2sario 3coe 3e 4bud 4mary 4s 4wood 3ie 3s 3well 2tten 4weiler 2ugh 3te66 2ver 5s 2xanne 3y 2yal 5s 5ty
1tyuehe 1uan 2bber 6duck 4le 3icon 3y 2deboy 3olf 3y 2fus 51 2gby 51 3ger 2les 4z 5zz 2mble 2naway 3escape 91 3ner 4ing 2pert 2sh 42112 3lan 3sel 6l
4ia 6n 3tam 4y 51 52 5dog 1yan 0s123456 7789 2a2s3h4a5 1456123789 1abbath 3ina 5e 3res 4ina 71 2cramento 4ed 2die 51 2fari 3ety 2gittarius 2hara 2igon
3lboat 4ing 4or 6moon 3nt 5s 3ram 3yan 2kura 2lamander 8ra 5i 4sana 3een 4m 4s 3ly 51 3man 4on 3ome 5on 4pe 3sa 4ero 3vador 2m123 3anth 7a 4ra 3bo
3iam 4ra 3m 4ie 4y 51 623 3oht 3pson 3son 4un 6g 71 823 3tron 3uel 61 4rai 2nandreas 3chez 5o 3d 4er 6s 4ie 6go 4man 4r 5a 61 5ine 5o 4wich 4y 51
3ford 4ran 7cisco 3g 3ity 3ta 5fe 5maria 5na 4iago 4os 2pper 4hic 6re 2qartvelo 2ra 4h 51 4toga 2scha 3ha 51 623 845 5_007 5sasha 4ka 3kia 3sy 51 3uke
2tan 5666 5a 5iv1993 3chmo 3isfaction 3urday 5n 2un 424865709 3ron 3sage 7s 2vage 4nna 7h 3ior 2wyer 2yang 1camper 3ndinavian 4ia 4ner 3rface 4let 7t
2halke 4tz 3eisse 3midt 3ool 6girlie 3umacher 2ience 3ssors 2ooby 61 6do 8o 4ter 71 3re 4pio 71 7n 3tch 4land 4t 51 5ie 5y 3ubidou2 96 4t 5s 2rabble
4pper 6y 4tch 3eam 6er 4en 4w 5y 3ipt 3uffy 2uba 51 3lly 1dh686drth 2icmt7seytn 1eabee 3doo 3gull 3hawks 3mus 3n 3ray 4ch 3side 4on 3ttle 2bastia 8n
91 3ring 2cond 3ret 61 6s 3ure 5ity 2dona 2eker 4ing 3mnemaailm 2gblue2 2infeld 2kret 2lect 4na 3fok2013 3ina 2minole 3per 6fi 2nator 7s 3eca 3g 3ior
4seviyor 3na 3sei 3tinel 2phiroth 3tembe 8r 2rega 4na 5dipity 5ity 3gbest 4eant 5evich 5i 5y 4i 5o 3ies 4ous 3pent 3solution 3ver 4ice 7321 7s 2same
2vastopol 3en 57 5s 4rin 2x123 34me 369 3god 3machine 5n 3o 3pistols 3sex 3toy 3ual 3x 4x 5x 5y 4y 3y 41 469 4babe 5itch 5oy 4girl 4lady 4man 4one
4sexy 2ymour 1f49ers 1hado 5w 61 72 812 6s 4y 3g 4gy 3i 3kespeare 4ira 4ur 3lom 3man 6king 4poo 4rock 4us 3n 4e 51 5y14 4g 5hai 4ia 4na 5on 71 4ti 3o
4lin 3rk 51 5s 5y 4on 4p 5e 3sta 3una 3ved 3wn 5a 3zam 2earer 3ba 51 3eba 4na 4p 5dog 3i 4la 3lby 6gt500 4don 4l 5ey 5y 3male 3n 4g 3pherd 3ridan 5ff
4lock 4man 4ri 5y 4wood 3vchenko 2ibby 3loh 3ner 4obi 3rley 3t 4face 4happens 5ead 4ty 2ock 5er 3dan 3es 3gun 3jou 3nuf 3oter 3pper 5ing 3rt 5y 3tgun
3u 3vel 3w 4er 4me 4time 2rimp 2uai 4ng 3i 3n 3o 3ttle 4up 1ick 4boy 2dekick 4winder 3ney 2emens 3rra 2gma 5chi 3nal 2lence 5t 6hill 3ly 3ver 61 6ad
6stone 4ia 2mba 51 3feropol 3mons 3on 51 5a 5e 5s 3ple 61 6plan 4son 7s 3s 2natra 3bad 3clair 3gapor 4er 4le 3ister 3ned 5r 2obhan 2rius 2ssy 3ter 6s
2te 4s 3hlord 2xers 3pack 3ty 59 1kate 5board 5r 2eeter 2ibum 3doo 3ing 3llet 3nhead 4ner 5y 3p 4per 71 5y 3rt 3ttles 2orpion 839 2ydive 3hawk 3lar 6k
4er 4ine 3walke 8r 1lacker 3mdunk 4mer 3pper 5y 4shot 3ter 3ve 51 4ik 3yer 61 2eep 5er 5y 2ick 51 3der 3m 4shad 8y 3nky 3pknot 8666 4pery 3ver 2onik
3ppy 3whand 2ugger 5o 3t 4s 4ty 1mackdow 8n 3ll 5ville 3rt 51 3shing 2eghead 4ma 3lly 2ile 51 5s 5y 3rnoff 6v 3th 51 5s 4ty 2oke 51 5r 5s 5y 61 4ie 5n
6g 3oth 6ie 3ther 2udge 3rf 3t 1nake 51 5s 3pon 4per 5le 5y 3tch 2eakers 5y 2icker 7s 3ffing 3per 2ooker 4p 5dog 5y 61 3w 4ball 5ird 5oar 8d 4flak
4man 2uffy 3ggles 3smumrik 1obaka 2cce 5r 61 70 71 72 3rates 2fia 3tail 4ball 4ware 2jdlg123aljg 2laris 3dier 3eil 3idsnake 4tude 3nce 3o 4mon 3ution
2me 4day 4one 4rset 4thin 8g 91 3mer 2nata 3g 3ia 4c 51 5s 3nenschein 4y 3oma 3y 4ericsson 4fuck 4sony 2oner 6s 2phi 5a 5e 61 3rano 7s 2so123aljg 2ul
4mate 3nd 3rce 3th 5ern 5par 8k 7w 2what 1pace 5man 3m 4967888 3nish 4k 5er 5ing 5me 5y 4ner 3rk 5le 7s 5s 5y 61 4row 4ta 6k 71922 6n 71 817 7s 3wn
2eaker 7s 4rs 3cial 71 7insta 8st 7k 4tre 6um 3ed 5o 5way 5y 3nce 6r 71 3rma 2hinx 2ice 3der 61 6ma 8n 91 93 5y 3ke 51 5r 5s 5y 3nner 3ral 4it 3tfire
2lash 3een 3iff 4nter 2ock 51 3iled 3nge 6bo 8b 3oge 4k 5y 4n 5s 3rt 5ing 5s 5y 3t 4ty 2read 3ing 6er 6field 6s 7teen 5t 6er 4te 3out 2ud 3nky 3rs 51
3tnik 2yder 1qdwfe 2uall 4re 4sh 3eak 4eze 3irrel 5t 1rinivas 1s6z2sw6lu 1tacey 4ie 4y 3fford 3lin 6grad 4ker 7123 4lion 3n 4dard 4ford 4g 4islav 4ley
71 4ton 3ples 3r 469 4buck 4craf 8t 92 4dust 4fire 6sh 4gate 4ligh 4man 4r 4s 5cream 5hip 5tar 4t 51 5er 5rek 4war 7s 81 923 3sik 3te 4ic 5on 5stika
4us 3yout 2ealth 4m 5forums 4ua 3el 5e 6r 7s 3fan 6ie 6o 4fen 5i 3lla 6r 3pan 4h 5an 7e 7i 8e 91 5en 71 3reo 4lin 7g 4va 3ve 51 5n 61 6s 4ie 3wart 71
2ick 5daddy77 5man 5s 5y 3ffy 3gmata 3mpy 3ng 5er 5ray 4ker 5y 6finger 3tch 2ock 5ing 5s 5ton 3len 3matolog 3ne 51 555 5col 8d 5d 5henge 5r 5s 5y 3p
3rage 4e 4ies 4m 51 5y 2raight 4nge 7r 4p 4tfor 5ocaster 5us 4wber 8ry 3eam 6ing 4et 6ball 6s 4lok 4ngth 4ss 4tch 3ider 4ke 6r 4ng 4p 5per 3oke 6r 4ng
6hold 3yker 2uart 3bby 3d 4ent 4io 6works 4ly 4man 5uffin 3ff 3mpy 3nner 3pid 61 2yle 5s 4us 1uan 2baru 3lime 3mit 3scriber 3urban 3way 3zero 2ccess
71 3k 4dick 4ed 5r 6s 4ing 5t 4me 5ycock 6dick 4s 2ede 2gar 51 2icide 2llivan 3tan 2mmer 61 669 699 6s 6time 4it 2ndance 5y 6punch 4erland 5vil 3fire
4lowe 8r 91 3glasses 3light 3ny 51 5day 3rise 3set 4hin 7e 81 869 2per 51 62 73 5b 5duper 5fly 5ior 5ma 7n 81 92 923 8boy 7rio 5natural 6ov 8a 5power
6uper 5sonic 6ta 8r 5visor 3port 3ra 4eme 2rf 4er 4ing 3gery 3prise 3vivor 2san 51 5a 5na 6e 3hi 3lik 2tton 3vsc5ysaa 2zanne 3uki 1vensps820 3ta
5sveta 4ik 4lana 2oboda 1wallow 2eden 4ish 3eps 4t 51 5dream 9ms 5heart 5ie 7pie 5nes 8s 5pea 6ussy 5s 5y 2immer 5ing 3nger 7s 5ing 3tch 2oosh 3rd
5fis 8h 5s 1ydney 2lveste 4ia 6hans 5e 2ncmaster 3ergy 2racuse 2stem 6ofadown 6s 2zygy 0t34vfrc1991 15r4e3w2q1 1abasco 3itha 3le54781 2co 4bell 4ma
2dmichaels 2ekwondo 2ffy 2ichi 2lbot 3isman 3ks 3on 2mara 3erlan 3my 51 3pabay 3wsn3sja 2ng 4o 51 3k 4er 3ner 3tra 3ya 51 2ra 4kan 3dis 3get 3heel 7s
3pon 3zan 2sha 51 3ty 2tarin 3iana 3too 3yana 2urus 2xman 2ylor 61 6made 2zman 6ia 3z 1bird 2one 1dfyutkbjy 2utybq 6z 1eacher 3m 2ch 4nician 7s 6ques
5o 6logy 2ddy 51 5bea 8r 2en 4age 4s 5ex 2kken 2lecaster 4fon 4phon 8e 4vision 2mp 4123 4est 4lar 5e 4pass 8word 2nchi 3der 3g 3nesse 4is 61 2quila
2refon 4sa 3minal 7t 8or 5te 3ra 5pin 4ell 4ier 4or 4y 2ssie 3t 41 52 63 74 4er 4ing 71 823 4pass 4test 2tris 3suo 2xas 51 1hailand 3natos 4ks 5you
2eater 5re 3bear 6st 6tles 5st 4oss 3cakeisalie 5t 4row 4ure 3dog 5n 5ors 4ude 3end 3force 3game 4reat 3ir 3kid 5ng 3lma 3man 3odore 4ne 3re 5sa 4ock
71 3se 4impsons 6s 3who 2ierry 3ng 5s 3rteen 813 3s 4isit 2oma 5s 61 4pson 3ng 5s 3r 2rasher 3ee 5som 3oat 6fuck 2uglife 4stools 3mb 5s 4per 71 3nder
71 7b 8ird 7cat 3rsday 2x1138 1iamat 3n 3o 2berius 3uron 2cket 6master 4le 5ish 2ffany 71 2ger 51 623 52 5cat 5s 61 5tiger 5woods 3ge 5r 61 62 3ht 5s
2mber 6lake 8nd 6wolf 3e 4out 3my 3osha 4thy 2na 3g 3ker 6be 8ll 3man 3tin 3y 2pper 2tan 5ic 6um 5s 3fuck 3leist 3s 3ten 4ies 4s 4y 1kbpfdtnf 1oast
5er 2bias 3y 2day 3d 2ejam 2ffee 2gether 2ilet 2kiohotel 2ledo 3kien 2mahawk 4s 4to 3braider 3cat 3mie 4y 51 5boy 3orrow 3tom 2ng 4ue 3ight 3y 2ocool
3l 4box 4man 3much 3n 4army 3tie 4sie 2pcat 3dog 3gun 3hat 4er 3per 2riamos 4no 3nado 3onto 3pedo 3res 2shiba 3ser 2toro 3tenha 8m 91 2uching 2wer 5s
3n 2yota 1race 5r 5y 4k 5er 4tor 4y 3der 3ffic 3iler 4n 5er 5ing 5s 3lala 3nce 4ny 4s 5am 5exual 5fer 6ormer 9ers 5it 5lator 3pper 3sh 3uma 3vel 6er
4is 61 2easure 3ble 4or 3e 4frog 4s 4top 3k 3nton 3vor 2fnthbyf 2ial 4ngle 3bal 3cia 4k 5y 3dent 3gger 4un 3nidad 5tro 8n 6y 71 3p 4le 6h 6x 4od 4per
3sha 4tan 3ton 3umph 3xie 2ojan 6s 3ll 3mbone 3oper 71 3pical 3uble 71 4t 3y 2uck 5er 5ing 5s 3eblue 4love 3man 4pet 71 3nks 3st 5me 5no 71 7one 3th
1sunami 1uan 2cker 3son 2esday 2jhrf 2lips 2na 4fish 3dra 3ing 2pac 5shakur 2rbo 51 5s 3key 650 3ner 4ip 3tle 2scl 2xedo 1weety 3lve 3nty 2iggy 3light
3nkie 5le 4s 3st 5ed 6r 1ycoon 2ler 51 5ca310 2phoon 2rone 2son 51 0ublhjgjybrf 2nkthrfgen 2vyfcnbrf 1fhhbgjnnth 2kbyf 1jkjdjkjvrf 1kraine 1ltima 6te
3ra 2ysses 1mbrella 2pire 1nbelievable 2cencored 2dead 4rcover 5dog 5groun 9nd 5stand 5tak 8er 5water 6orld 2forgiven 2icorn 3on 3que 6ness 3ted
3versa 8l 7e 7idad 8ty 2known 2lock 2real 1ptown 2yours 1ranus 2sula 1sa123 3rmy 2er 4execute 4name 2marine 3c 2navy 2uckballz1 1topia 2yyflmtdyf
0v123456789 1acation 2der 51 3im 2ffanculo 2gabond 3ina 2lencia 5tin 8a 8e 8ka 4ra 5i 6a 6e 5y 3halla 3kyrie 3ley 2mpir 6e 71 7s 2ncouve 3essa 71
3guard 3halen 3illa 3yarespekt 2rvara 2silisa 2ughn 3xhall 1bhjndjhtw 2kfirf 1ector 4ra 2dder 2gas 3eta 3itto 2hpbr 2locity 3vet 2ndetta 3era 3ice 3om
5121293 3tura 6e 3us 2ra 3batim 3ena 3itas 4zon 3mont 3non 3ona 5ica 6ka 3sace 3tigo 3ygoodbot 2tte 1fczyz 2hbyf 6vfhbyf 3ecz 3ufhbnf 8rf 3vtkflrf
2ibyf 3tymrf 2ksirf 2lfufcrfh 2ndtq 3tvfnbrf 2rcbv 6rf 6tyrj 6vfrcbv 2vekz 3fgfgf 8123 4vskfhfve 3jxrf 2ylfhbyrf 1h5150 1iagra 2ckie 3tor 6i 7a 6y
2deo 51 5s 2enna 3tnam 3wsoni 8c 2king 6s 71 3tor 6ia 7ya 2lla 5ge 4eneuve 2ncent 71 3nie 3ogradov 3tage 2olet 6ta 4in 2per 51 5gts 5s 2rgil 5n 6ia 7e
3tuagirl 6l 3us 2sa 3ion 3ual 2talik 7123 4min 2vian 1jcrdf 2kjrj 2qgfhjkm 1kontakte 1lad 4ik 5mir 8ovna 5slav 9a 5vostok 1odka 2lcano 4om 3kov 4swag
8en 3ley 6ba 8ll 3ume 3vo 2odoo 2rtex 2xstrange 2yager 71 3eur 1qsablpzla 1segda 2jasnel12 1ulcan 1yjujnjxbt 0w1w2w3w4w5 12dlww3v5p 1_pass 1achtwoord
2ffle 2gner 2lker 4man555 3lace 4et 5ye 4street 4y 3mart 3nut 3rus 3ter 4on 2nderer 3g 3ker 4ing 3nabe 3ted 2pbbs 2rcraft 3eagle 4z 3hamme 8r 940k
3lock 5rd 3ner 4ing 3ren 4ior 71 7s 3thog 3wick 2sabi 3hburn 4ingt 8on 3ser 4up 3ted 2tch 5er 3er 51 5boy 5fal 8ls 5loo 5man 6elon 5s 3ford 3son 2yne
51 2zzkaprivet 1crfxtvgbjy 1ealth 3re138 3sel 3ther 3ver 2bber 3hompas 9s 3maste 8r 3solutions 9onssu 4ter 3uivalidat 2dding 2ed 4420 3kend 3zer
2ihnachte 9en 9sbau 9sbaum 3ner 3rd 2lcom 6e 71 823 3der 3kom 3ler 4ington 2ndy 51 3ef45313 3g 2rder 4na 3ewolf 3ner 3ty12345 2sley 3t 4ern 4ham 4on
4side 4wood 2thepeople 3pussy 3ter 1g8e3wjf 1hat 4ever 4sup 4the 7fuck 7hell 4up 4what 2eeler 5s 2iplash 3skers 6y 5y 4per 4tler 3te 51 5boy 5out
5power 5sox 5y 4ney 2ocares 3re 5s 3syourdaddy 2ynot 1ibble 2cked 2despread 3get 2fey 2lbur 3d 4bill 4card 6t 7s 4er 4fire 4man 4one 4wood 3l 4ard 4ia
6m 71 7s 5e 5s 4ow 4y 3son 2nchester 3d 4mill 4ow 6s 4sor 5urf 3ger 4man 4nut 4s 3ner 61 6s 4ie 5peg261 3ona 3ston 71 7one 3ter 61 2reless 2sdom 3eguy
3hbone 4master 2ves 2zard 61 6s 1olf 4359 4en 4gang 4ie 4man 4pac 7k 3verin 8e 9s 5s 2man 5s 3bat 3en 2nder 6boy 6fu 8l 6land 6wall 7oman 2od 4ie
4land 4stoc 4y 51 3fer 4woof 3hoo 3kie 2rd 4pass 4up 3k 4er 4ing 4out 3ld 3mix 3thy 1p2003wp 1raith 3ngler 2ench 3stle 7r 6in 8g 91 2ight 3nkle1 3ter
6space 1utang 1wwooo1234 1xcvbn 1yoming 0xanadu 3der 3tia 2vier 1box360 1erxes 1files 1ian 4g 3o 4yua123 2ng 2ong 1pressmusic 1treme 1uan 1xx123
3p455w0rd5 4ass 1yz123 0yamaha 6r1 4to 2ng 3kee 6s 71 72 3shi1982 2smin 1brbnf 3jkfq 6tdbx 8yf 1eah 4baby 2llow 61 2ssir 1fcnhjtybt 4tymrf 4zyfcnz
2nfif 5tymrf 4kb 5mz 1ing 1jdsqgfhjkm 1oda 2gibear 2landa 2mama 2ng 2semite 3himitsu 2ung 51 3rmom 3suck 3tube 2yoma 1uan 2gioh 2mmy 1vette 2onne
1zerman 0z123456789 2x2c3 6v4 8b5 95n6 95n6m7 1ach 4ary 71 3k 2lupa 2nder 3g 3zibar 2phod 3pa 4er 2q123 5wsx 8cde3 4xsw2 8cde3 3wsx 6cde 9rfv 3xsw
6cde 2ratustra 4za 3ina 2sada 1cfvfzkexifz 2xfcnkbdf 9fz 1ebra 2ng 3ith 2phyr 3pelin 2ro 4cool 4zero 2us 2xts364325 1hai 3ng 3o 2ei 3ng 2jckfd 2ong 3u
2uai 4ng 3i 3n 3o 1idane 2ggy 51 3zag 2ldjian 2pper 4o 4y 1jses9evpa 1odiac 2loto 2mbie 2ng 2omzoom 2rro 51 1qjphsyf6ctifgu 1uan 1vezda 1x123456789
2asqw 612 2c123 3asd 6qwe 9123 3v123 74 4b123 845 5asdfg 5n 6123456 63215 6m 71 823 934 93456789 7mnbvcxz 1yjxrf 1zzxxx
`;

let decoded: ReadonlySet<string> | undefined;

/** The most common passwords, in lower case. */
export function commonPasswords(): ReadonlySet<string> {
  decoded ??= new Set(decode(SORTED));
  return decoded;
}

function* decode(sorted: string): Iterable<string> {
  let before = '';
  for (const entry of sorted.trim().split(/\s+/)) {
    before = before.slice(0, Number(entry[0])) + entry.slice(1);
    yield before;
  }
}
