"""Given names with the gender they usually carry, their diminutives, and forms of address.

Own compact tables of common English usage (with frequent names of other languages that English novels use). They are
hints only: what the text itself says of a person (he, she, Mr., Mrs.) always counts more.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

SHE = "she"
HE = "he"

FEMALE = frozenset(
    """
    Abby Abigail Ada Adela Adelaide Adele Adeline Agatha Agnes Aileen Aimee Aisha Alana Alba Alexa Alexandra Alexis
    Alice Alicia Alina Alison Allison Alma Althea Alyssa Amanda Amber Amelia Amina Amira Amy Ana Anastasia Andrea
    Angela Angelica Angelina Angie Anika Anita Ann Anna Annabel Annabelle Anne Anneliese Annette Annie Anya April
    Arabella Ariadne Ariana Ariel Arlene Ashley Astrid Athena Audrey Augusta Aurelia Aurora Ava Avery Barbara
    Beatrice Beatrix Becca Becky Belinda Bella Belle Bernadette Bernice Bertha Beryl Bess Bessie Beth Bethany Betsy
    Bette Betty Beverly Bianca Blanche Bonnie Brenda Brianna Bridget Bridgette Bronwen Brooke Caitlin Callie Camila
    Camilla Camille Candace Candice Cara Carla Carlotta Carly Carmen Carol Carole Carolina Caroline Carolyn Carrie
    Cassandra Cassie Catalina Catherine Cathy Cecile Cecilia Cecily Celeste Celia Celine Chantal Charity Charlene
    Charlotte Chelsea Cheryl Chiara Chloe Chrissy Christa Christabel Christiana Christina Christine Ciara Cindy
    Claire Clara Clare Clarice Clarissa Claudette Claudia Clementine Cleo Colette Colleen Connie Constance Consuelo
    Cora Cordelia Corinne Cornelia Cosima Courtney Cressida Crystal Cynthia Daisy Dana Daniela Danielle Daphne
    Darlene Dawn Deanna Debbie Deborah Debra Dee Deirdre Delia Delilah Della Delphine Denise Desdemona Diana Diane
    Dinah Dolly Dolores Donna Dora Doreen Doris Dorothea Dorothy Dot Edie Edith Edna Effie Eileen Elaine Eleanor
    Elena Elinor Elisa Elisabeth Elise Eliza Elizabeth Ella Elle Ellen Ellie Elodie Eloise Elsa Elsie Elspeth Elvira
    Emilia Emily Emma Emmeline Erica Erika Erin Esme Esmeralda Esperanza Estella Estelle Esther Ethel Etta Eudora
    Eugenia Eugenie Eunice Eva Evangeline Eve Evelina Evelyn Evie Faith Fanny Farah Fatima Faye Felicia Felicity
    Fern Fiona Flora Florence Flossie Fran Frances Francesca Francine Freda Freya Frida Gabriela Gabriella Gabrielle
    Gail Gemma Genevieve Georgia Georgiana Georgie Georgina Geraldine Germaine Gertie Gertrude Gina Ginger Ginny
    Giovanna Gisela Giselle Gladys Glenda Gloria Grace Gracie Greta Gretchen Griselda Guinevere Gwen Gwendolen
    Gwendolyn Gwyneth Haley Hannah Harriet Hattie Hazel Heather Hedda Hedwig Heidi Helen Helena Helene Helga Heloise
    Henrietta Hermia Hermione Hester Hilary Hilda Holly Honor Hope Hortense Hyacinth Ida Ilse Imani Imelda Imogen
    Ina Indira Ines Ingrid Irene Irina Iris Irma Isabel Isabella Isabelle Isadora Isla Isobel Isolde Ivy Jacqueline
    Jackie Jade Jamila Jan Jane Janet Janette Janey Janice Janine Jasmine Jean Jeanette Jeanne Jemima Jen Jenna
    Jennie Jennifer Jenny Jessica Jessie Jewel Jill Jillian Jo Joan Joanna Joanne Jocelyn Johanna Josefina Josephine
    Josie Joy Joyce Juanita Judith Judy Julia Juliana Julianne Julie Juliet Juliette June Juno Justine Kaitlyn Kara
    Karen Karin Karina Kate Katelyn Katharine Katherine Kathleen Kathryn Kathy Katia Katie Katrina Katy Katya Kayla
    Keira Kelly Kelsey Kendra Kerry Khadija Kiera Kiki Kim Kimberly Kirsten Kitty Kristen Kristin Kristina Krystal
    Lacey Laila Lana Lara Larissa Laura Laurel Lauren Laurie Lavinia Layla Lea Leah Leanne Leila Lena Leonie Leonora
    Leslie Letitia Letty Lettie Lexi Lia Libby Lila Lilah Lilia Lilian Liliana Lilith Lillian Lillie Lily Lina Linda
    Lindsay Lindsey Linnea Lisa Lisbeth Liv Livia Liz Liza Lizzie Lizzy Lois Lola Lolita Loretta Lorna Lorraine
    Lottie Lou Louisa Louise Lourdes Luce Lucia Luciana Lucie Lucille Lucinda Lucretia Lucy Lula Luna Lupe Luz Lydia
    Lyla Lynn Lyra Mabel Mackenzie Maddie Madeleine Madeline Madge Madison Mae Maeve Magda Magdalena Maggie Magnolia
    Maia Maisie Malala Mallory Mamie Mandy Mara Marcella Marcia Margaret Margarita Margery Margot Marguerite Maria
    Mariah Mariam Marian Mariana Marianne Marie Marietta Marigold Marilyn Marina Marion Marisa Marisol Marissa
    Marjorie Marlene Marsha Marta Martha Martina Mary Matilda Mattie Maud Maude Maura Maureen Mavis Maxine May Maya
    Meera Meg Megan Meggie Mei Melanie Melinda Melissa Melody Mercedes Mercy Meredith Mia Michaela Michelle Mildred
    Millicent Millie Milly Mimi Mina Minerva Minnie Mira Miranda Miriam Mirabel Moira Mollie Molly Mona Monica
    Monique Muriel Myra Myrna Myrtle Nadia Nadine Nan Nancy Nanette Naomi Natalia Natalie Natasha Nell Nellie Nelly
    Nessa Nettie Nia Nichole Nicola Nicole Nicolette Nina Noelle Nora Noreen Norma Octavia Odette Olga Olive Olivia
    Olympia Ophelia Opal Oriel Ottilie Ottoline Paige Pam Pamela Pandora Patience Patrice Patricia Patsy Patti Patty
    Paula Paulette Paulina Pauline Pearl Peggy Penelope Penny Perdita Petra Petronella Petunia Philippa Phoebe
    Phyllis Pia Pippa Polly Poppy Portia Primrose Priscilla Priya Prudence Queenie Rachel Ramona Raquel Rebecca
    Regina Renata Renee Rhea Rhiannon Rhoda Rhonda Rita Roberta Rochelle Romola Rosa Rosalie Rosalind Rosaline
    Rosalyn Rosamond Rosamund Rosanna Rose Roseanne Rosemary Rosetta Rosie Rosina Rowena Roxanne Roxie Ruby Ruth
    Ruthie Sabina Sabrina Sadie Saffron Sallie Sally Salome Samantha Sandra Sandy Sara Sarah Sasha Savannah Scarlett
    Selena Selina Selma Serena Shannon Sharon Sheila Shelby Shelley Sheryl Shirley Shreya Sibyl Sidonie Sienna
    Sigrid Silvia Simone Sinead Siobhan Sofia Sonia Sonja Sonya Sophia Sophie Sophy Stacey Stacy Stella Stephanie
    Sue Susan Susanna Susannah Susie Suzanne Suzette Suzy Sybil Sylvia Sylvie Tabitha Talia Tamara Tammy Tania Tanya
    Tara Tasha Tatiana Tess Tessa Thea Thelma Theodora Theresa Therese Thomasina Tilda Tilly Tina Toni Tonya Tracey
    Tracy Tricia Trina Trish Trisha Trixie Trudy Una Ursula Valentina Valerie Vanessa Venetia Vera Verity Verna
    Verona Veronica Vi Vicki Vicky Victoria Viola Violet Violetta Virginia Vivian Viviana Vivien Vivienne Wanda
    Wendy Whitney Wilhelmina Willa Willow Wilma Winifred Winnie Winona Xenia Yasmin Yasmine Yolanda Yvette Yvonne
    Zadie Zara Zelda Zoe Zora Birdie Bea Bee Mercia Tibbie Sal Sukey Susy Marnie Margo Remi Delphi Ines Jodie Jody
    Joni Aretha Etta Nico Tegan Tori
    Aoife Ayesha Bronagh Cerys Chantelle Demelza Eilidh Folake Jacinta Keisha Kerensa Kirsty Latoya Lowri Mairi Morag
    Morwenna Ngozi Niamh Oonagh Orla Parveen Saoirse Shanice Shazia Shirin Shona Sunita Svetlana Tamsin Tanisha Zainab
    Abena Adaeze Agnieszka Aine Aino Akiko Akua Ama Amelie Aneta Anjali Anneke Araminta Aria Ashlee Beata Beatriz
    Bethan Bronte Bukola Caoimhe Carys Catriona Chiamaka Clodagh Dasha Deepa Demi Divya Dixie Dorota Efua Eimear Ewa
    Femke Ffion Funmi Galina Giulia Gosia Grainne Guadalupe Hana Hayley Heike Huda Ifeoma Iona Jolanta Kasia Kayleigh
    Kerri Kyla Kylie Lakshmi Lerato Ludmila Lyndsey Mair Malgorzata Maryam Masha Meena Mhairi Michiko Mila Nasreen
    Neha Nisha Noor Oksana Pilar Pooja Rania Rekha Ritu Rocio Roisin Roxy Rukhsana Sade Sakura Samira Seren Shabnam
    Sharna Sian Simran Thandi Tiffany Xiomara Yulia Yumi Zodwa Zofia
    """.split()
)

MALE = frozenset(
    """
    Aaron Abe Abel Abner Abraham Adam Adrian Ahmed Aidan Al Alan Alastair Albert Aldous Alec Aleksandr Alessandro
    Alex Alexander Alexei Alfie Alfred Algernon Ali Alistair Allan Allen Alonzo Aloysius Alphonse Alvin Ambrose Amir
    Amos Anders Andre Andreas Andrew Andy Angus Anthony Anton Antonio Archibald Archie Aristide Arjun Armand Arnold
    Art Arthur Arturo Asa Asher Ashton Atticus Aubrey August Augustin Augustine Augustus Austin Axel Barnaby Barney
    Baron Barry Bart Bartholomew Basil Baz Beau Ben Benedict Benito Benjamin Bennett Benny Bernard Bernie Bert
    Bertie Bertram Bill Billy Blaise Blake Bob Bobby Boris Brad Bradley Brandon Brendan Brent Brett Brian Brock
    Bruce Bruno Bryan Bryce Buck Bud Byron Caleb Callum Calvin Cameron Carl Carlo Carlos Carlton Carter Casper
    Caspar Cecil Cedric Chad Charles Charley Charlie Chester Chet Chris Christian Christopher Chuck Clarence Claude
    Claudius Clay Clayton Clement Cliff Clifford Clifton Clint Clive Clyde Cody Colin Colm Conan Connor Conor Conrad
    Constantine Cornelius Cory Cosmo Craig Curt Curtis Cuthbert Cyril Cyrus Damian Damien Damon Dan Daniel Danny
    Dante Darcy Darius Darrell Darren Darryl Dave David Davy Dean Denis Dennis Denny Denys Derek Dermot Des Desmond
    Devin Dexter Dick Dickie Didier Diego Digby Dmitri Dominic Dominick Don Donald Donny Dorian Doug Douglas Drew
    Duane Dudley Duke Duncan Dustin Dwayne Dwight Dylan Eamon Earl Earnest Ebenezer Ed Eddie Eddy Edgar Edmond
    Edmund Eduardo Edward Edwin Eli Elias Elijah Elliot Elliott Ellis Elmer Emanuel Emil Emile Emmanuel Emmet Emmett
    Enoch Enrico Enrique Ephraim Eric Erik Ernest Ernesto Ernie Errol Ethan Eugene Eustace Evan Everett Ezekiel Ezra
    Fabian Felix Ferdinand Fergus Fernando Filippo Finbar Finch Finlay Finn Fletcher Floyd Francis Francisco Franco
    Francois Frank Frankie Franklin Franz Fred Freddie Freddy Frederic Frederick Fritz Gabriel Garrett Garth Gary
    Gaston Gavin Gawain Gene Geoff Geoffrey George Gerald Gerard Gerry Gideon Gilbert Giles Gino Giovanni Giuseppe
    Glen Glenn Godfrey Gordon Graham Grant Greg Gregor Gregory Griffin Gunther Gus Gustav Gustave Guy Hal Hamish
    Hank Hans Harley Harold Harrison Harry Harvey Hassan Hector Heinrich Henri Henry Herb Herbert Herman Hermann
    Hiram Homer Horace Horatio Howard Hubert Huck Hugh Hughie Hugo Humphrey Ian Ibrahim Ichabod Ignatius Igor Ike
    Ira Irving Isaac Isaiah Ishmael Ivan Ivor Jabez Jack Jackson Jacob Jacques Jaime Jake Jamal Jamie Jared Jarvis
    Jason Jasper Javier Jay Jed Jeff Jefferson Jeffrey Jem Jeremiah Jeremy Jermaine Jerome Jerry Jesse Jim Jimmy
    Joachim Joaquin Joe Joel Joey Johann John Johnnie Johnny Jon Jonah Jonas Jonathan Jordan Jorge Jose Joseph
    Joshua Josiah Juan Jude Jules Julian Julio Julius Justin Karl Keith Ken Kendrick Kenneth Kenny Kent Kenton Kevin
    Kieran Kirk Kit Klaus Konrad Kurt Kyle Lachlan Lambert Lance Lancelot Larry Lars Laszlo Laurence Lawrence Lee
    Leif Lemuel Len Lenny Leo Leon Leonard Leonardo Leopold Leroy Les Lester Levi Lewis Liam Lincoln Linus Lionel
    Llewellyn Lloyd Logan Lorenzo Louis Lowell Luca Lucas Lucian Luciano Lucius Ludwig Luigi Luis Luke Luther Lyle
    Lyndon Mac Magnus Malachi Malcolm Manny Manuel Marc Marcel Marcello Marco Marcus Mario Marius Mark Marlon
    Marmaduke Marshall Martin Marty Marvin Mason Mateo Mathew Matt Matteo Matthew Matthias Maurice Maurizio Max
    Maxim Maximilian Maxwell Mel Melvin Mervyn Micah Michael Michel Miguel Mick Mickey Mike Mikhail Milan Miles Milo
    Milton Mitch Mitchell Mohammed Monty Mordecai Morgan Morris Mortimer Moses Muhammad Murray Myles Nate Nathan
    Nathaniel Ned Neil Nelson Neville Nicholas Nick Nicky Nico Nigel Nikolai Nils Noah Noel Nolan Norbert Norm
    Norman Norris Octavius Odysseus Olaf Oliver Olivier Ollie Omar Orlando Orson Oscar Osbert Osborne Osmond Oswald
    Otis Otto Owen Pablo Paddy Pascal Pat Patrick Paul Pavel Pedro Percival Percy Perry Pete Peter Phil Philip
    Philippe Phillip Phineas Pierce Pierre Piers Prescott Quentin Quincy Quinn Rafael Rahul Raj Ralph Ramon Randall
    Randolph Randy Raoul Raphael Ravi Ray Raymond Reggie Reginald Reuben Rex Reynold Rhys Ricardo Richard Rick Ricky
    Rob Robbie Robert Roberto Robin Rocco Rocky Roddy Roderick Rodney Rodolfo Rodrigo Roger Roland Rolf Roman Romeo
    Ron Ronald Ronnie Ronny Rory Ross Roy Rudolf Rudolph Rudy Rufus Rupert Russ Russell Ryan Sal Salvador Salvatore
    Samson Samuel Sammy Santiago Saul Scott Seamus Sean Sebastian Septimus Serge Sergei Sergio Seth Seymour Shane
    Shaun Shawn Sherlock Sherman Sid Sidney Siegfried Silas Silvester Simeon Simon Solomon Spencer Stan Stanley
    Stefan Stephen Sterling Steve Steven Stevie Stewart Stuart Sven Sydney Sylvester Tad Tarquin Tariq Ted Teddy
    Terence Terrence Terry Thaddeus Thad Theo Theobald Theodore Thom Thomas Tim Timothy Titus Tobias Toby Todd Tom
    Tomas Tommy Tony Travis Trent Trevor Tristan Troy Tyler Tyrone Ulric Ulysses Upton Uriah Val Valentine Van Vance
    Vaughan Vaughn Vernon Vic Victor Vince Vincent Vincenzo Virgil Vladimir Wade Wallace Wally Walt Walter Ward
    Warren Wayne Wendell Wesley Wilbur Wilfred Wilhelm Will Willard Willem William Willie Willy Wilson Winston Woody
    Wyatt Xavier Yuri Yusuf Zachary Zack Zach Zane Zeke Tibby Dov Gethin Idris
    Ansel Ashok Cormac Declan Delroy Denzil Dougal Emeka Ewan Gareth Kai Keir Kofi Kwame Lorcan Malachy Niall Padraig
    Piran Rajesh Ruaridh Sanjay Torquil Tunde Zubair
    Abdul Ade Akira Amit Anatoly Anil Antti Babatunde Baptiste Bengt Bilal Bjorn Bogdan Brody Chidi Ciaran Cillian
    Daisuke Daz Deshawn Diarmuid Dinesh Donal Emilio Emrys Eoghan Esteban Faisal Femi Fergal Gaz Gonzalo Hamza Harjit
    Hiroshi Hyun Ikenna Imran Ismail Istvan Iwan Jari Jayden Jerzy Joao Jonny Jonty Joon Josh Jürgen Karim Kazuo Kenji
    Kev Khalid Kieron Kojo Krzysztof Kunle Kwesi Lech Mads Marek Mustafa Nev Nikhil Nuno Oisin Oleg Olu Owain Paolo
    Pawel Pekka Piotr Prakash Radek Rafa Rajiv Rashid Rasmus Ringo Rohan Ronan Rui Segun Sipho Suresh Sukhdev Sunil
    Tadhg Takeshi Thabo Thiago Timo Tomasz Torsten Trev Tyrell Usman Vadim Vasco Vikram Vlad Waqar Wojtek Yaw Zbigniew
    Zoltan
    """.split()
)

EITHER = frozenset(
    """
    Alex Alexis Ali Andrea Ariel Ash Ashley Aubrey Avery Bailey Bernie Blair Blake Bobbie Cameron Carey
    Casey Charlie Chris
    Corey Dale Dana Darcy Dee Devon Drew Eden Elliot Emerson Evelyn Francis Frankie Freddie Gale George Georgie
    Harley
    Harper Hayden Hilary Jackie Jamie Jan Jay Jean Jess Jessie Jo Jody Jordan Jules Kelly Kerry Kim Kit Laurie Lee
    Leslie Lindsay Logan Lou Lynn Marion Max Mel Mickey Morgan Nico Nicky Pat Peyton Quinn Ray Reese Remy Riley
    Robin Rory Rowan Ryan Sal Sam Sandy Sasha Shannon Shelby Sidney Skye Stacy Stevie Sydney Taylor Terry Toni Tracy
    Val Vivian Wren Ash Sky River Indigo
    """.split()
)

# Formal name first, then what people of that name get called.
_DIMINUTIVES = """
Abigail Abby Abbie Gail | Abraham Abe Bram | Adelaide Addie Heidi | Agatha Aggie | Agnes Aggie Nessie
Albert Al Bert Bertie | Alexander Alex Alec Sandy Sasha Xander Lex Alick | Alexandra Alex Sasha Sandra Lexi Sandy
Alfred Alf Alfie Fred Freddy | Alice Allie Ally Lissy | Alison Ali Allie Ally | Allison Ali Allie Ally
Amanda Mandy Manda | Amelia Amy Millie Mel Emmy Milly | Andrew Andy Drew Dru | Andrea Andie Drea | Angela Angie Ange
Angelina Angie | Ann Annie Nan Nancy Nanny | Anna Annie Nan | Anne Annie Nan Nancy | Annabel Bel Annie
Anthony Tony Ant | Antonia Toni Tonia | Antonio Tony Toni | Archibald Archie Arch | Arnold Arnie | Arthur Art Artie
Augusta Gussie Gus | Augustus Gus Gussie | August Gus Augie | Barbara Barb Barbie Babs Bobbie
Bartholomew Bart Barty | Beatrice Bea Bee Trixie Beattie | Beatrix Bea Trixie | Belinda Bel Lindy
Benedict Ben Benny | Benjamin Ben Benny Benji | Bernard Bernie | Bernadette Bernie Detta | Bertha Bertie
Bertram Bertie Bert | Beverly Bev | Bridget Biddy Bridie Bridey | Calvin Cal | Cameron Cam
Camilla Cam Milla Millie | Carolina Lina Caro Carrie | Caroline Carrie Caro Lina Carol Caz | Carolyn Carrie Lyn
Cassandra Cass Cassie Cassy Sandra | Catherine Cathy Kate Katie Kitty Cat Cath Kit Katy Catty
Cecilia Celia Cissy Cece | Cecily Cissy Cis | Celia Cee | Charles Charlie Charley Chuck Chas Chaz Chip
Charlotte Lottie Charlie Lotte Char Lotty Charley | Christina Chris Chrissy Tina Christie Kirsty
Christine Chris Chrissy Tina Christie | Christian Chris | Christopher Chris Kit Topher Kester
Clarissa Clary Clarrie | Clara Clarrie | Claudia Claudie | Clementine Clem Clemmie | Clement Clem | Clifford Cliff
Constance Connie Con | Constantine Con | Cordelia Delia Cordy | Cornelius Neil Corny | Cynthia Cindy
Cuthbert Bertie | Daniel Dan Danny | Danielle Dani Danny Elle | David Dave Davy Davey Davie
Deborah Deb Debbie Debs | Debra Deb Debbie | Delilah Lila Dee | Denise Dee Denny | Dennis Denny Den | Diana Di Dee
Dolores Lola Dolly Lolly | Dominic Dom Nic | Donald Don Donny | Dorothea Dot Dolly Dora Thea Dodo Dorothy
Dorothy Dot Dolly Dottie Dolly Dodie Thea | Douglas Doug Dougie | Ebenezer Eb Ben | Edgar Ed Eddie Ned | Edith Edie
Edmund Ed Ned Eddie Ted | Edward Ed Eddie Ned Ted Teddy Neddy Eddy | Edwin Ed Eddie Ned
Eleanor Ellie Nell Nora Elle Nellie Lenny Nelly Ellen Norah Lea | Elinor Ellie Nell Nora | Eleanora Nora Nell
Eliza Liza Lizzy | Elijah Eli Lije
Elisabeth Lisa Liz Beth Lizzie Elise Lisbeth Betty Betsy Elsie Libby Bess Bessie Eliza Lizzy Liza Bette
Elizabeth Liz Lizzy Lizzie Beth Betty Betsy Bess Bessie Eliza Liza Lisa Libby Elsie Lise Elspeth Lisbeth Betsey Ellie
Ella Ellie | Ellen Nell Nellie Ellie Nelly | Emily Em Emmy Emmie Millie Milly | Emma Em Emmie Emmy | Emmanuel Manny
Ernest Ernie | Esther Essie Hetty Hettie | Estella Stella | Estelle Stella | Eugene Gene | Eugenia Genie Gina
Evangeline Evie Eva Angie Vangie | Eva Evie | Evelyn Evie Eve Lyn Ev | Ezekiel Zeke | Felicity Flick Fliss Lissa
Ferdinand Ferdie Nandy | Fernando Nando | Florence Flo Flossie Florrie Flora
Frances Fanny Fran Frankie Frannie Francie Fanny | Francesca Fran Frankie Chess Cesca | Francis Frank Frankie Fran
Franklin Frank Frankie | Frederica Freddie Freda Rica | Frederick Fred Freddie Freddy Fritz Rick
Frederic Fred Freddie Freddy | Gabriel Gabe | Gabrielle Gabby Gabe Elle | Gabriella Gabby Ella
Genevieve Gen Ginny Viv Evie Vieve | Geoffrey Geoff Jeff | George Georgie Geordie
Georgiana Georgie Georgy Gina Georgina | Georgina Georgie Gina | Georgia Georgie | Gerald Gerry Jerry
Geraldine Gerry Jerry | Gerard Gerry | Gertrude Gertie Trudy | Gilbert Gil Bert | Gillian Gill Jill Gilly
Giovanni Gianni Gino Vanni | Giuseppe Beppe Peppe | Gregory Greg Gregor | Guglielmo Memmo | Guinevere Gwen Jenny
Gwendolen Gwen Wendy Gwennie | Gwendolyn Gwen Wendy Gwennie | Hannah Annie Han Nan | Harold Harry Hal
Harriet Hattie Harry Hatty Etta | Harrison Harry | Helen Nell Nellie Nelly Lena Ellen | Helena Lena Nell Nellie
Henrietta Hetty Etta Hattie Henny Harriet Hettie Nettie | Henry Harry Hal Hank | Herbert Herb Bert Herbie Bertie
Herman Manny | Hester Hetty Hettie Het Hessie Essie
Hilary Hil | Horatio Harry | Howard Howie | Hubert Bertie Hugh | Hugh Hughie Huey | Humphrey Humph
Ignatius Iggy Nate | Imogen Immy Imo | Isaac Ike Zac | Isabel Bel Belle Izzy Bell Isa Tibby
Isabella Bella Belle Izzy Isa Ella Bel | Isabelle Belle Izzy Bel Elle | Isadora Dora Izzy | Isidore Izzy
Jacob Jake Jack | Jacqueline Jackie Jacqui | James Jim Jimmy Jamie Jem Jimmie Jemmy | Jane Jenny Janey Jenny Janie
Janet Jan Jenny Netty | Jasmine Jas Jazz Jaz | Jason Jay Jase | Jean Jeannie Jenny | Jedediah Jed | Jeffrey Jeff
Jemima Jem Mima | Jennifer Jen Jenny Jenn | Jeremiah Jerry Jem | Jeremy Jem Jerry Jez | Jerome Jerry
Jessica Jess Jessie | Joan Joanie | Joanna Jo Joey Anna Josie Joan Joanne | Joanne Jo Jojo | Johanna Jo Hanna
John Jack Johnny Jonny Jock Johnnie | Jonathan Jon Jonny John Johnny Nathan Jonty | Jordan Jordy Jory
Joseph Joe Joey Jos Jo | Josephine Jo Josie Josey Joey Fifi Posy Jody | Joshua Josh | Josiah Joe Jos
Judith Judy Jude Judi | Julia Julie Jules Juley Jude | Julian Jules | Juliana Jules Julie | Juliet Julie Jules Jools
Justin Jus | Katharine Kate Katie Kitty Kath Kathy Kay Kit Kat Katy
Katherine Kate Katie Kitty Kath Kathy Kay Kit Kat Katy Kathie | Kathleen Kath Kathy Kate Katie Kay Kitty
Kathryn Kate Katie Kathy Kat Kit | Katrina Kat Trina Katie | Kenneth Ken Kenny | Kimberly Kim Kimmy
Kristen Kris Kristy | Lancelot Lance | Laura Laurie Lolly Lori | Lauren Laurie Ren Lo
Laurence Larry Laurie Laz Lol | Lawrence Larry Laurie Law Lol | Leonard Leo Len Lenny | Leonardo Leo
Leonora Nora Leo Lenny | Leopold Leo | Leslie Les | Letitia Letty Tish Lettie | Lewis Lew Lou
Lillian Lil Lily Lilly Lillie | Lilian Lil Lily | Linda Lindy Lin | Louis Lou Louie Lewis | Louisa Lou Lulu Louie
Louise Lou Lulu | Lucas Luke Luc | Lucia Lucy Lu | Lucille Lucy Lu Lucie | Lucinda Lucy Cindy Lu Cinda
Lucy Lu Luce | Lydia Lyddie Liddy | Mabel May Mab | Madeleine Maddy Maddie Mads Lena
Madeline Maddy Maddie Mads Lina | Magdalena Magda Lena Maggie | Malcolm Mal | Manuel Manny Manolo | Marcus Marc Mark
Margaret Maggie Meg Peggy Margie Madge Daisy Greta Rita Peg Marge Meggie Margot Maisie Mags Margery Pegotty Maggy
Margery Madge Margie | Marguerite Daisy Rita Margot | Maria Mia Ria Maya Mariah | Marian Mimi
Marianne Mari Annie Mimi | Marjorie Marge Madge Margie | Martha Marty Patty Mattie Martie | Martin Marty Mart
Mary Molly Polly May Mamie Moll Minnie Poll Maisie Mally | Matilda Tilly Mattie Tilda Maud Matty Maddy
Matthew Matt Matty | Maurice Mo Morry Moss | Maximilian Max | Maxwell Max | Maxine Max | Melanie Mel Lanie
Melinda Mel Mindy Lindy | Melissa Mel Lissa Missy | Melvin Mel | Mercedes Mercy Sadie
Michael Mike Mick Mickey Mikey Mitch Micky | Michelle Shelly Chelle Mich | Mildred Millie Milly
Millicent Millie Milly Mill | Minerva Minnie | Miranda Mandy Randy Mira | Miriam Mim Mimi Miri | Mitchell Mitch
Montague Monty | Mortimer Mort Morty | Nancy Nan Nance | Natalie Nat Nattie Talie | Natasha Tasha Nat
Nathan Nate Nat | Nathaniel Nate Nat Nathan | Nicholas Nick Nicky Nico Klaus Nicko | Nicole Nikki Nic Nicky Coley
Nicola Nikki Nic Nicky | Norman Norm | Oliver Ollie Noll Olly | Olivia Liv Livvy Ollie Livia Olive Livy
Oscar Oz Ozzie | Oswald Oz Ozzie Ossie | Pamela Pam Pammy | Patience Pat
Patricia Pat Patty Trish Tricia Patsy Patti Trisha | Patrick Pat Paddy Rick Patsy | Paula Polly | Paulina Polly Lina
Penelope Penny Pen Nell Pennie | Percival Percy Perce | Peter Pete | Philip Phil Pip Flip Philly | Phillip Phil Pip
Philippa Pippa Pip Phil | Philomena Phil Philly Mena | Phineas Finn Phin | Priscilla Cilla Prissy Cissy
Prudence Pru Prue
Rachel Rae Rach Shelly | Rafael Rafa Rafe | Raphael Rafe Raph | Randolph Randy Dolph | Randall Randy Rand
Raymond Ray | Rebecca Becky Becca Bec Beck Bex | Regina Gina Reggie Ginny | Reginald Reg Reggie Rex Ron
Reuben Rube Ben | Richard Dick Rick Ricky Rich Richie Dickie Ritchie Dicky
Robert Bob Bobby Rob Robbie Bert Robin Robby Bobbie | Roberta Bobbie Robbie Bobby | Roderick Rod Roddy Rick
Rodney Rod Roddy | Roger Rog Hodge | Roland Rollo Rolly | Ronald Ron Ronnie Ronny
Rosalind Ros Roz Rose Rosie Lindy | Rosamund Ros Rose Roz Rosie | Rosamond Ros Rose | Rosanna Rose Rosie
Rose Rosie Rosy | Rosa Rosie | Rosemary Rose Rosie Romy | Rowena Ro | Roxanne Roxy Rox | Rudolph Rudy Rolf Dolph
Rupert Rupe | Russell Russ Rusty | Ruth Ruthie Ruthy | Sabrina Bri Brina | Salvatore Sal Sally Turi
Samantha Sam Sammy Sammie | Samuel Sam Sammy Sammie | Sandra Sandy | Sarah Sally Sadie Sal Sary | Sara Sally Sadie
Sebastian Seb Bastian Baz Bas | Seraphina Sera Fina | Shannon Shan | Sidney Sid | Silvester Sly | Simon Si Sim
Solomon Sol Solly | Sophia Sophie Sophy Soph Fia | Sophie Soph | Stanley Stan | Stella Stell
Stephanie Steph Stevie Steffi Stef | Stephen Steve Stevie Ste Steph | Steven Steve Stevie Ste | Stuart Stu Stew
Stewart Stu Stew | Susan Sue Susie Suzy Sukie Suze Sukey | Susanna Sue Susie Sanna Suky | Susannah Sue Susie Sanna
Suzanne Sue Suzy Suze Zanne | Sydney Syd Sid | Sylvester Sly Syl | Sylvia Syl Sylvie | Tabitha Tabby Tabs
Tamara Tam Tammy Mara | Tatiana Tanya Tania | Terence Terry Tel | Teresa Tess Tessa Terry Tracy Tessie Resa
Theresa Tess Tessa Terry Resa Tessie Tracy | Thaddeus Thad Tad | Thelma Thel | Theobald Theo Tibby
Theodora Theo Dora Thea Teddy Teddie | Theodore Theo Ted Teddy Ned Dory | Thomas Tom Tommy Thom Tam
Thomasina Tamsin Tommie | Timothy Tim Timmy | Tobias Toby Tobe | Ursula Ursie Sula | Valentine Val | Valerie Val
Vanessa Nessa Ness Vanny | Veronica Ronnie Vera Nica Roni | Victor Vic
Victoria Vicky Vic Tori Vicki Vickie Tory Toria Queenie | Vincent Vin Vince Vinny Vinnie | Violet Vi Letty
Viola Vi | Virginia Ginny Ginger Gini Virgie | Vivian Viv | Vivienne Viv | Walter Walt Wally Wat
Wilfred Wilf Fred Will | Wilhelmina Mina Billie Minnie Willa Wilma Helmine
William Will Bill Billy Willie Willy Liam Wills Bertie | Winifred Winnie Freda Win Fred | Winston Win
Xavier Xav Zave | Yvonne Vonnie Evie | Zachary Zach Zack Zac | Zachariah Zach Zack | Josephina Josie Jo
Jocelyn Jo Joss | Leander Lee | Cassius Cash | Marcella Marcie Ella | Wesley Wes | Bradley Brad | Gregor Greg
Jeremias Jem | Brendan Bren | Desmond Des Dez | Kieran Kier
"""


def _read_diminutives() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for entry in _DIMINUTIVES.replace("\n", " | ").split("|"):
        words = entry.split()
        # Two short formal names may share a line without a bar; every entry starts with the formal name.
        if words:
            groups.setdefault(words[0], set()).update(words[1:])
    return {formal: frozenset(short) for formal, short in groups.items()}


DIMINUTIVES: Mapping[str, frozenset[str]] = MappingProxyType(_read_diminutives())


def _read_formals() -> dict[str, frozenset[str]]:
    formals: dict[str, set[str]] = {}
    for formal, short in DIMINUTIVES.items():
        for name in short:
            formals.setdefault(name, set()).add(formal)
    return {short: frozenset(names) for short, names in formals.items()}


FORMAL: Mapping[str, frozenset[str]] = MappingProxyType(_read_formals())


def gender_of_name(given: str) -> str:
    """ "she" or "he" where the given name nearly always says so, else ""."""
    if given in EITHER:
        return ""
    she, he = given in FEMALE, given in MALE
    if she == he:
        return ""
    return SHE if she else HE


def is_given(name: str) -> bool:
    """Whether this is a common given name, or a common short form of one."""
    return name in FEMALE or name in MALE or name in EITHER or name in FORMAL or name in DIMINUTIVES


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:n] for name in FEMALE | MALE for n in range(4, len(name)))


def begins_given(name: str) -> bool:
    """Whether a name of four letters or more is how a given name begins: Nige, of Nigel."""
    return name in _beginnings()


def is_short(name: str) -> bool:
    """Whether this is a short form, and no name that anybody is christened: Phil, not Mark."""
    return name in FORMAL and name not in DIMINUTIVES


def holds(full: str, short: str) -> bool:
    """Whether a short form is the end or the middle of a given name: Dett in Bernadette, Jit in Harjit."""
    full, short = full.casefold(), short.casefold()
    at = full.rfind(short)
    return at > 0 and len(full) - len(short) >= 2 and (at + len(short) == len(full) or len(short) > 3)


def same_given(one: str, other: str) -> bool:
    """Whether two given names can be one person's: equal, or one a short form of the other."""
    if one == other:
        return True
    if other in DIMINUTIVES.get(one, ()) or one in DIMINUTIVES.get(other, ()):
        return True
    # Cass and Cassie: two short forms of one name, the one made of the other
    shared = FORMAL.get(one, frozenset()) & FORMAL.get(other, frozenset())
    return bool(shared) and (one.startswith(other) or other.startswith(one))
